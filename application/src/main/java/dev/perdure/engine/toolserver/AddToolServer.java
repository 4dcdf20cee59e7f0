package dev.perdure.engine.toolserver;

import dev.perdure.engine.identity.IdSource;
import dev.perdure.engine.store.ToolServerStore;
import dev.perdure.refusal.Refusal;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.toolserver.ToolServer;
import dev.perdure.toolserver.ToolServerId;
import dev.perdure.toolserver.ToolServerSettings;
import io.vavr.control.Either;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Keeps another server of tools. Nothing is asked of it yet, and nothing of it is offered. */
public final class AddToolServer {

    private final ToolServerStore store;
    private final ToolServerCheck check;
    private final Doors doors;
    private final InstantSource clock;
    private final IdSource ids;

    AddToolServer(
            ToolServerStore store,
            ToolServerCheck check,
            Doors doors,
            InstantSource clock,
            IdSource ids) {
        this.store = store;
        this.check = check;
        this.doors = doors;
        this.clock = clock;
        this.ids = ids;
    }

    public Either<Refusal, ToolServer> add(OrganisationId organisation, ToolServerDraft draft) {
        ToolServerId id = new ToolServerId(ids.next());
        ToolServerSettings wanted =
                new ToolServerSettings(
                        draft.address().strip(),
                        draft.enabled(),
                        draft.trustHints(),
                        draft.allowed(),
                        List.of(),
                        null,
                        List.of(),
                        null);
        return check.check(draft.name(), wanted, draft.headers())
                .flatMap(fine -> check.reachable(id, draft.name(), fine, draft.headers()))
                .map(fine ->
                        draft.headers().isEmpty()
                                ? fine
                                : fine.withHeaders(
                                        draft.headers().keySet().stream().sorted().toList(),
                                        doors.sealed(organisation, id, draft.headers())))
                .flatMap(fine -> insert(organisation, id, draft.name(), fine));
    }

    private Either<Refusal, ToolServer> insert(
            OrganisationId organisation,
            ToolServerId id,
            String name,
            ToolServerSettings settings) {
        if (store.list(organisation).size() >= ToolServerCheck.SERVERS_MAX) {
            return Either.left(
                    new Refusal.Conflicting(
                            "An organisation keeps at most "
                                    + ToolServerCheck.SERVERS_MAX
                                    + " MCP servers."));
        }
        Instant now = clock.instant();
        ToolServer server =
                new ToolServer(
                        id, organisation, name, ToolServer.VERSION_FIRST, settings, now, now);
        return switch (store.insert(server)) {
            case STORED -> Either.right(server);
            case NAME_TAKEN ->
                    Either.left(
                            new Refusal.Conflicting(
                                    "There is an MCP server " + name + " already."));
            case ID_TAKEN, VERSION_CONFLICT ->
                    throw new IllegalStateException("a fresh id of a server was refused");
        };
    }
}
