package dev.perdure.engine.toolserver;

import dev.perdure.toolserver.ToolServerId;
import java.time.Duration;
import java.util.Optional;

/** The client of an engine that speaks to no servers of tools. */
final class NoToolServers implements ToolServerClient {

    private static final String SENTENCE = "This engine speaks to no servers of tools.";

    @Override
    public Optional<String> objection(ServerAccess access) {
        return Optional.of(SENTENCE);
    }

    @Override
    public void forget(ToolServerId id) {
        // Nothing is remembered of anybody.
    }

    @Override
    public ServerListing list(ServerAccess access, Duration time) {
        return new ServerListing.Failed(SENTENCE);
    }

    @Override
    public ServerAnswer call(ServerAccess access, ServedCall call) {
        return new ServerAnswer.NotDone(SENTENCE);
    }
}
