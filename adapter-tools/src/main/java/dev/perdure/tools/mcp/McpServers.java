package dev.perdure.tools.mcp;

import dev.perdure.egress.AddressPolicy;
import dev.perdure.egress.Destination;
import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressRequest;
import dev.perdure.engine.toolserver.ServedCall;
import dev.perdure.engine.toolserver.ServerAccess;
import dev.perdure.engine.toolserver.ServerAnswer;
import dev.perdure.engine.toolserver.ServerListing;
import dev.perdure.engine.toolserver.ToolServerClient;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.tool.ToolResult;
import dev.perdure.tools.mcp.Conversation.Outcome;
import dev.perdure.tools.mcp.Requests.Ask;
import dev.perdure.toolserver.ToolServerId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
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

    /** Of a server's words, in characters; they are an error for a model. */
    private static final int WORDS_MAX = 2_000;

    private static final int SERVERS_MAX = 1_000;
    private static final String KEY = "dev.perdure/idempotencyKey";

    private final Supplier<EgressClient> client;
    private final AddressPolicy policy;
    private final AddressPolicy withKeys;
    private final String programVersion;
    private final Map<ToolServerId, Known> conversations = new ConcurrentHashMap<>();

    /**
     * @param client opened by whoever is the first to call out
     * @param policy who may be asked
     * @param withKeys who may be asked, besides, where headers are sent along
     * @param programVersion what servers are told this program is
     */
    public McpServers(
            Supplier<EgressClient> client,
            AddressPolicy policy,
            AddressPolicy withKeys,
            String programVersion) {
        this.client = client;
        this.policy = policy;
        this.withKeys = withKeys;
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
            Optional<String> objection = asking().objection(destination);
            return objection.isPresent() || access.headers().isEmpty()
                    ? objection
                    : client.get().under(withKeys).objection(destination);
        } catch (IllegalArgumentException unusable) {
            return Optional.of("The address is not usable. " + unusable.getMessage());
        }
    }

    @Override
    public ServerListing list(ServerAccess access, Duration time) throws InterruptedException {
        Optional<String> objection = objection(access);
        if (objection.isPresent()) {
            return new ServerListing.Failed(objection.get());
        }
        Patience patience = new Patience(time);
        DefinitionReader reader = new DefinitionReader();
        String cursor = "";
        for (int page = 0; page < PAGES_MAX; page++) {
            JsonObject params =
                    cursor.isEmpty()
                            ? JsonObject.empty()
                            : JsonObject.builder().put("cursor", cursor).build();
            Ask ask = new Ask("tools/list", params, JsonObject.empty(), Map.of());
            Reply reply = conversation(access).ask(ask, patience).reply();
            if (!(reply instanceof Reply.Result result)) {
                return new ServerListing.Failed(sentence(reply));
            }
            cursor = result.value().string("nextCursor").orElse("");
            if (!reader.take(tools(result.value())) || cursor.isEmpty()) {
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
        Patience patience = new Patience(call.time());
        JsonObjectBuilder params =
                JsonObject.builder().put("name", call.tool()).put("arguments", call.arguments());
        JsonObject meta = JsonObject.builder().put(KEY, call.key().value()).build();
        Map<String, String> headers = new HashMap<>();
        headers.put("Mcp-Name", HeaderText.of(call.tool()));
        headers.putAll(ParameterHeaders.of(call.definition().parameters(), call.arguments()));
        boolean listChanged = false;
        for (int round = 0; round < ROUNDS_MAX; round++) {
            Outcome outcome =
                    conversation(access)
                            .ask(new Ask("tools/call", params.build(), meta, headers), patience);
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

    private static ServerAnswer answer(Reply reply, ServedCall call, boolean listChanged) {
        return switch (reply) {
            case Reply.Result result -> answered(result(result.value(), call), listChanged);
            case Reply.Refused error ->
                    error.status() >= 500
                            ? new ServerAnswer.Lost(sentence(error))
                            : answered(ToolResult.error(sentence(error)), listChanged);
            case Reply.Status status ->
                    status.status() >= 500
                            ? new ServerAnswer.Lost(sentence(status))
                            : new ServerAnswer.NotDone(sentence(status));
            case Reply.NotSent nothing -> new ServerAnswer.NotDone(nothing.sentence());
            case Reply.Lost lost -> new ServerAnswer.Lost(lost.sentence());
        };
    }

    private static ToolResult result(JsonObject result, ServedCall call) {
        if (isInputRequired(result)) {
            return ToolResult.error(
                    "The tool asks for something that nobody here gives it, and did nothing yet.");
        }
        boolean complete = result.string("resultType").orElse("complete").equals("complete");
        return complete
                ? ResultReader.read(result, call.definition())
                : ToolResult.error("The tool ran, and its answer is of an unknown kind.");
    }

    private static ServerAnswer answered(ToolResult result, boolean listChanged) {
        return new ServerAnswer.Answered(result, listChanged);
    }

    private static String sentence(Reply reply) {
        return switch (reply) {
            case Reply.Result result -> "";
            case Reply.Refused error ->
                    "The server says no: "
                            + error.message()
                                    .substring(0, Math.min(error.message().length(), WORDS_MAX));
            case Reply.Status status ->
                    status.status() == 401 || status.status() == 403
                            ? "The server does not let this installation in (status "
                                    + status.status()
                                    + ")."
                            : "The server answered with status " + status.status() + ".";
            case Reply.NotSent nothing -> nothing.sentence();
            case Reply.Lost lost -> lost.sentence();
        };
    }

    private static List<JsonObject> tools(JsonObject page) {
        return page.get("tools")
                .filter(JsonArray.class::isInstance)
                .map(tools ->
                        ((JsonArray) tools)
                                .elements().stream()
                                        .map(tool ->
                                                tool instanceof JsonObject object
                                                        ? object
                                                        : JsonObject.empty())
                                        .toList())
                .orElse(List.of());
    }

    private EgressClient asking() {
        return client.get().under(policy);
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
                                        : new Known(
                                                access.version(),
                                                new Conversation(
                                                        asking(),
                                                        new Requests(access, programVersion))))
                .conversation();
    }
}
