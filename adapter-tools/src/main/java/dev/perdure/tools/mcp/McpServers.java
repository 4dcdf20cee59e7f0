package dev.perdure.tools.mcp;

import dev.perdure.egress.AddressPolicy;
import dev.perdure.egress.Destination;
import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressRequest;
import dev.perdure.engine.tool.ArgumentsCheck;
import dev.perdure.engine.toolserver.ServedCall;
import dev.perdure.engine.toolserver.ServerAccess;
import dev.perdure.engine.toolserver.ServerAnswer;
import dev.perdure.engine.toolserver.ServerListing;
import dev.perdure.engine.toolserver.ToolServerClient;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.tool.ToolResult;
import dev.perdure.tools.arguments.InvalidArguments;
import dev.perdure.tools.mcp.Line.Outcome;
import dev.perdure.tools.mcp.Requests.Ask;
import dev.perdure.tools.web.Bounds;
import dev.perdure.toolserver.ToolServerId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Servers of the Model Context Protocol. */
public final class McpServers implements ToolServerClient {

    /** Pages of one list of tools. */
    static final int PAGES_MAX = 50;

    /** How often a server may put a call off that it asks nothing for. */
    static final int ROUNDS_MAX = 4;

    private static final int SERVERS_MAX = 1_000;
    private static final String KEY = "dev.perdure/idempotencyKey";

    private final Supplier<EgressClient> client;
    private final AddressPolicy policy;
    private final AddressPolicy withKeys;
    private final ArgumentsCheck check;
    private final String programVersion;
    private final Map<ToolServerId, Known> conversations = new ConcurrentHashMap<>();

    /**
     * @param client opened by whoever is the first to call out
     * @param policy who may be asked
     * @param withKeys who may be asked, besides, where headers are sent along
     * @param check holds structured answers against the schema their tool promises
     * @param programVersion what servers are told this program is
     */
    public McpServers(
            Supplier<EgressClient> client,
            AddressPolicy policy,
            AddressPolicy withKeys,
            ArgumentsCheck check,
            String programVersion) {
        this.client = client;
        this.policy = policy;
        this.withKeys = withKeys;
        this.check = check;
        this.programVersion = programVersion;
    }

    private record Known(int version, Conversation conversation) {}

    @Override
    public Optional<String> objection(ServerAccess access) {
        Optional<String> unsendable =
                access.headers().entrySet().stream()
                        .filter(header ->
                                !EgressRequest.maySend(header.getKey(), header.getValue()))
                        .map(header -> "The header " + header.getKey() + " cannot be sent.")
                        .findFirst();
        if (unsendable.isPresent()) {
            return unsendable;
        }
        try {
            Destination destination = Destination.of(access.address());
            Optional<String> objection = asking(access).objection(destination);
            return objection.isPresent() || access.headers().isEmpty()
                    ? objection
                    : client.get().under(withKeys).objection(destination);
        } catch (InvalidArguments unreadable) {
            return Optional.of(unreadable.sentence());
        } catch (IllegalArgumentException unusable) {
            return Optional.of("The address is not usable. " + unusable.getMessage());
        }
    }

    @Override
    public void forget(ToolServerId id) {
        conversations.remove(id);
    }

    @Override
    public ServerListing list(ServerAccess access, Duration time) throws InterruptedException {
        Optional<String> objection = objection(access);
        if (objection.isPresent()) {
            return new ServerListing.Failed(objection.get());
        }
        Line line = line(access, time);
        Conversation conversation = conversation(access);
        DefinitionReader reader = new DefinitionReader();
        String cursor = "";
        for (int page = 0; page < PAGES_MAX; page++) {
            JsonObject params =
                    cursor.isEmpty()
                            ? JsonObject.empty()
                            : JsonObject.builder().put("cursor", cursor).build();
            Ask ask = new Ask("tools/list", params, JsonObject.empty(), Map.of());
            Reply reply = conversation.ask(line, ask).reply();
            if (!(reply instanceof Reply.Result result)) {
                return new ServerListing.Failed(reply.sentence());
            }
            if (!(result.value().get("tools").orElse(null) instanceof JsonArray tools)) {
                return new ServerListing.Failed("What the server answered is no list of tools.");
            }
            cursor = result.value().string("nextCursor").orElse("");
            boolean more = reader.take(tools);
            if (reader.isTooLong()) {
                return new ServerListing.Failed(
                        "What the server says of its tools is longer than "
                                + DefinitionReader.LIST_MAX
                                + " characters.");
            }
            if (!more || cursor.isEmpty()) {
                return reader.listed();
            }
        }
        return new ServerListing.Failed("The list of tools has more than " + PAGES_MAX + " pages.");
    }

    @Override
    public ServerAnswer call(ServerAccess access, ServedCall call) throws InterruptedException {
        Optional<String> objection = objection(access);
        if (objection.isPresent()) {
            return new ServerAnswer.NotDone(objection.get());
        }
        Line line = line(access, call.time());
        Conversation conversation = conversation(access);
        JsonObjectBuilder params =
                JsonObject.builder().put("name", call.tool()).put("arguments", call.arguments());
        JsonObject meta = JsonObject.builder().put(KEY, call.key().value()).build();
        Map<String, String> headers = new HashMap<>();
        headers.put("Mcp-Name", HeaderText.of(call.tool()));
        headers.putAll(ParameterHeaders.of(call.definition().parameters(), call.arguments()));
        boolean listChanged = false;
        for (int round = 0; round < ROUNDS_MAX; round++) {
            Outcome outcome =
                    conversation.ask(line, new Ask("tools/call", params.build(), meta, headers));
            listChanged |= outcome.listChanged();
            Optional<String> state = putOff(outcome.reply());
            if (state.isEmpty()) {
                return answer(outcome.reply(), call, listChanged);
            }
            params =
                    JsonObject.builder()
                            .put("name", call.tool())
                            .put("arguments", call.arguments())
                            .put("requestState", state.get());
        }
        return answered(
                ToolResult.error("The server put the call off again and again."), listChanged);
    }

    /** What the server wants back with the same call, when it wants nothing else. */
    private static Optional<String> putOff(Reply reply) {
        return reply instanceof Reply.Result result
                        && isInputRequired(result.value())
                        && result.value().object("inputRequests").isEmpty()
                ? result.value().string("requestState")
                : Optional.empty();
    }

    private static boolean isInputRequired(JsonObject result) {
        return result.string("resultType").filter("input_required"::equals).isPresent();
    }

    private ServerAnswer answer(Reply reply, ServedCall call, boolean listChanged) {
        return switch (reply) {
            case Reply.Result result -> answered(result(result.value(), call), listChanged);
            case Reply.Refused error ->
                    error.status() >= 500
                            ? new ServerAnswer.Lost(error.sentence())
                            : answered(ToolResult.error(error.sentence()), listChanged);
            case Reply.Status status ->
                    status.status() >= 500
                            ? new ServerAnswer.Lost(status.sentence())
                            : new ServerAnswer.NotDone(status.sentence());
            case Reply.NotSent nothing -> new ServerAnswer.NotDone(nothing.sentence());
            case Reply.Lost lost -> new ServerAnswer.Lost(lost.sentence());
        };
    }

    private ToolResult result(JsonObject result, ServedCall call) {
        if (isInputRequired(result)) {
            return ToolResult.error(
                    "The tool asks for something that nobody here gives it, and did nothing yet.");
        }
        boolean complete = result.string("resultType").orElse("complete").equals("complete");
        return complete
                ? new ResultReader(check).read(result, call)
                : ToolResult.error("The tool ran, and its answer is of an unknown kind.");
    }

    private static ServerAnswer answered(ToolResult result, boolean listChanged) {
        return new ServerAnswer.Answered(result, listChanged);
    }

    private Line line(ServerAccess access, Duration time) {
        return new Line(asking(access), new Requests(access, programVersion), new Patience(time));
    }

    /** Under the policy, and the bounds of whoever asks. */
    private EgressClient asking(ServerAccess access) {
        return client.get().under(Bounds.of(policy, access.network()));
    }

    private Conversation conversation(ServerAccess access) {
        if (conversations.size() >= SERVERS_MAX) {
            conversations.clear();
        }
        return conversations
                .compute(
                        access.id(),
                        (id, known) ->
                                known != null && known.version() == access.version()
                                        ? known
                                        : new Known(access.version(), new Conversation()))
                .conversation();
    }
}
