package dev.perdure.engine.session;

import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.event.Envelope;
import dev.perdure.event.StreamVersion;
import dev.perdure.loop.Explanation;
import dev.perdure.loop.SessionState;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionStatus;
import io.vavr.control.Either;
import java.util.List;

/** Says why a session does what it does, or why it waits; read from its log alone. */
public final class ExplainSession {

    /** As many of the latest facts are looked at for times and reasons. */
    private static final int FACTS_MAX = 64;

    private final EventReader log;
    private final FoldedSessions folded;

    public ExplainSession(EventReader log, FoldedSessions folded) {
        this.log = log;
        this.folded = folded;
    }

    public Either<Refusal, Explanation> explain(SessionKey session) {
        SessionState state = folded.load(session);
        if (state.settings() == null) {
            return Either.left(Refusal.noSuchSession(session.id().value().toString()));
        }
        long last = state.version().value();
        StreamVersion from = new StreamVersion(Math.max(1, last - FACTS_MAX + 1));
        List<Envelope> recent = log.facts(session, from, state.version());
        return Either.right(Explanation.of(state, recent, wasAsked(session)));
    }

    /** What the facts at hand need not tell: there may be many since the last turn. */
    private boolean wasAsked(SessionKey session) {
        return log.head(session).filter(head -> head.status() != SessionStatus.STARTED).isPresent();
    }
}
