package dev.perdure.contract.crash;

import dev.perdure.engine.identity.IdSource;
import dev.perdure.engine.provider.KeyRing;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.toolserver.ServedCall;
import dev.perdure.engine.toolserver.ServerAccess;
import dev.perdure.engine.toolserver.ServerAnswer;
import dev.perdure.engine.toolserver.ServerListing;
import dev.perdure.engine.toolserver.ToolServerAssembly;
import dev.perdure.engine.toolserver.ToolServerCases;
import dev.perdure.engine.toolserver.ToolServerClient;
import dev.perdure.engine.toolserver.ToolServerDraft;
import dev.perdure.json.JsonObject;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolResult;
import dev.perdure.toolserver.ServedDefinition;
import dev.perdure.toolserver.ToolServerId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The server of tools of a world, which outlives its nodes: {@code charge} acts once for each key,
 * {@code fax} acts at every call, {@code drop} does so and hangs up before it answers.
 */
final class PlayedServer implements ToolServerClient {

    static final String NAME = "desk";

    /** Its tools, as models call them, that do something. */
    static final Set<String> ACTING = Set.of("desk__charge", "desk__fax", "desk__drop");

    private static final JsonObject NO_ARGUMENTS =
            JsonObject.builder().put("type", "object").build();

    private final Ledger ledger;
    private final Map<IdempotencyKey, Run> runs = new ConcurrentHashMap<>();

    PlayedServer(Ledger ledger) {
        this.ledger = ledger;
    }

    private record Run(ToolCall call, ToolContext context) {}

    /** Has an organisation keep the server, and agree to its tools. */
    void keptIn(Storage storage, OrganisationId organisation, InstantSource clock) {
        ToolServerCases cases = over(storage, this, clock).cases();
        ToolServerDraft draft =
                new ToolServerDraft(
                        NAME, "https://desk.example/mcp", Map.of(), List.of(), true, true);
        ToolServerId id = cases.add().add(organisation, draft).get().id();
        try {
            cases.sync().sync(organisation, id).get();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException("nobody could be asked", stopped);
        }
    }

    /** What a node makes of stored servers that it reaches through {@code client}. */
    static ToolServerAssembly over(Storage storage, ToolServerClient client, InstantSource clock) {
        return new ToolServerAssembly(
                storage.toolServers(), client, KeyRing.EMPTY, clock, IdSource.timeOrdered());
    }

    /** Tells what the call under this key is, so that the ledger can be kept. */
    void expect(ToolCall call, ToolContext context) {
        runs.put(context.key(), new Run(call, context));
    }

    @Override
    public Optional<String> objection(ServerAccess access) {
        return Optional.empty();
    }

    @Override
    public void forget(ToolServerId id) {
        // It is the same one each time.
    }

    @Override
    public ServerListing list(ServerAccess access, Duration time) {
        return new ServerListing.Listed(
                List.of(
                        tool("charge", PlayedTools.KEYED),
                        tool("fax", ToolHints.UNKNOWN),
                        tool("drop", ToolHints.UNKNOWN)),
                List.of());
    }

    @Override
    public ServerAnswer call(ServerAccess access, ServedCall call) {
        Run run = runs.get(call.key());
        if (run == null) {
            throw new IllegalStateException("nobody made the call " + call.tool());
        }
        ledger.begin(run.call(), run.context());
        if (call.tool().equals("charge")) {
            ledger.actOnce(run.call(), run.context());
        } else {
            ledger.act(run.call(), run.context());
        }
        return call.tool().equals("drop")
                ? new ServerAnswer.Lost("The server hung up.")
                : new ServerAnswer.Answered(ToolResult.success("sent"), false);
    }

    private static ServerListing.Named tool(String name, ToolHints claims) {
        return new ServerListing.Named(
                name,
                new ServedDefinition(
                        "",
                        "A tool called " + name,
                        NO_ARGUMENTS,
                        JsonObject.empty(),
                        claims,
                        name));
    }
}
