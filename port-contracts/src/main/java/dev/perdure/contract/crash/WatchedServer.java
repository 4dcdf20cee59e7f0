package dev.perdure.contract.crash;

import dev.perdure.engine.toolserver.ServedCall;
import dev.perdure.engine.toolserver.ServerAccess;
import dev.perdure.engine.toolserver.ServerAnswer;
import dev.perdure.engine.toolserver.ServerListing;
import dev.perdure.engine.toolserver.ToolServerClient;
import dev.perdure.toolserver.ToolServerId;
import java.time.Duration;
import java.util.Optional;

/** A server of tools behind watched doors. */
record WatchedServer(ToolServerClient server, Watcher watcher) implements ToolServerClient {

    @Override
    public Optional<String> objection(ServerAccess access) {
        return server.objection(access);
    }

    @Override
    public void forget(ToolServerId id) {
        server.forget(id);
    }

    @Override
    public ServerListing list(ServerAccess access, Duration time) throws InterruptedException {
        return watcher.<ServerListing, InterruptedException>pass(
                Door.SERVER_LIST, () -> server.list(access, time));
    }

    @Override
    public ServerAnswer call(ServerAccess access, ServedCall call) throws InterruptedException {
        return watcher.<ServerAnswer, InterruptedException>pass(
                Door.SERVER_CALL, () -> server.call(access, call));
    }
}
