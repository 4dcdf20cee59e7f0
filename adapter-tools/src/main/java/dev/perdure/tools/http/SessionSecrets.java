package dev.perdure.tools.http;

import dev.perdure.egress.Destination;
import dev.perdure.engine.secret.OpenSecret;
import dev.perdure.provider.Secret;
import dev.perdure.session.SessionKey;
import java.util.Optional;

/**
 * The secrets of the session that calls, and for names it has none of, those of others. One of a
 * session goes wherever a tool of it is described to ask: whoever gave it chose that session.
 */
public final class SessionSecrets implements ToolSecrets {

    private final OpenSecret ofSession;
    private final ToolSecrets others;

    public SessionSecrets(OpenSecret ofSession, ToolSecrets others) {
        this.ofSession = ofSession;
        this.others = others;
    }

    @Override
    public Optional<String> value(SessionKey session, String name, Destination destination) {
        Optional<Secret> own = ofSession.open(session, name);
        return own.isEmpty()
                ? others.value(session, name, destination)
                : own.filter(secret -> ToolSecrets.maySendTo(destination)).map(Secret::value);
    }
}
