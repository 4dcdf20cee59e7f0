package dev.perdure.engine.toolserver;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.capability.Contribution;
import dev.perdure.capability.RiskLevel;
import dev.perdure.engine.store.ToolServerStore;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonText;
import dev.perdure.json.JsonValue;
import dev.perdure.provider.SealedSecret;
import dev.perdure.resolution.ResolvedAgent;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import dev.perdure.toolserver.ServedDefinition;
import dev.perdure.toolserver.ServedTool;
import dev.perdure.toolserver.ServedToolState;
import dev.perdure.toolserver.ToolServer;
import io.vavr.control.Either;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tools of stored servers as capabilities, one for each server. Offered is what somebody
 * approved and the server still has. Right before a call the server is asked whether the tool is
 * what was approved, unless it was asked a moment ago; if it is not, nothing is called, and the
 * tool stays out of use until somebody agrees to what it is now.
 */
public final class ServedTools implements ToolRunner {

    /** The family of the capabilities; a member is named after its server. */
    public static final CapabilityId FAMILY = new CapabilityId("mcp");

    private static final Logger LOG = LoggerFactory.getLogger(ServedTools.class);

    private static final Duration TIME_MIN = Duration.ofMillis(1);

    /** What is left of a run's time for saying that its server said nothing. */
    private static final Duration SAYING_SO = Duration.ofMillis(500);

    private static final String ONLY = "tools";

    private final ToolServerStore store;
    private final ToolServerClient client;
    private final Doors doors;
    private final Comparison comparison;
    private final InstantSource clock;

    ServedTools(
            ToolServerStore store,
            ToolServerClient client,
            Doors doors,
            SyncToolServer sync,
            InstantSource clock) {
        this.store = store;
        this.client = client;
        this.doors = doors;
        this.comparison = new Comparison(client, sync, clock);
        this.clock = clock;
    }

    @Override
    public List<Capability> capabilities() {
        return List.of(
                capability(
                        FAMILY,
                        "MCP Server",
                        "The tools of a stored MCP server: use it as mcp:<name of the server>.",
                        List.of()));
    }

    @Override
    public List<Capability> members(OrganisationId organisation) {
        return store.list(organisation).stream()
                .filter(server -> server.settings().enabled())
                .map(server ->
                        capability(
                                new CapabilityId(FAMILY.value() + ":" + server.name()),
                                server.name(),
                                "The tools of the MCP server " + server.name() + ".",
                                definitions(server, List.of())))
                .toList();
    }

    /** Of a server that was taken out of use an agent has no tools; one that is gone is missed. */
    @Override
    public Contribution contribute(OrganisationId organisation, CapabilityRef use) {
        String name = use.id().member();
        if (name.isEmpty()) {
            return new Contribution.Refused("It is used with the name of a server, as mcp:<name>.");
        }
        Either<String, List<String>> only = only(use.config());
        if (only.isLeft()) {
            return new Contribution.Refused(only.getLeft());
        }
        return store.named(organisation, name)
                .<Contribution>map(server ->
                        new Contribution.Given(
                                "",
                                server.settings().enabled()
                                        ? definitions(server, only.get())
                                        : List.of(),
                                source(server),
                                Set.of()))
                .orElseGet(() -> new Contribution.Refused("There is no MCP server " + name + "."));
    }

    @Override
    public ToolResult run(CapabilityId capability, ToolCall call, ToolContext context)
            throws InterruptedException {
        Optional<ToolServer> server =
                store.named(context.session().organisation(), capability.member())
                        .filter(found -> found.settings().enabled());
        if (server.isEmpty()) {
            return notCalled(
                    context, "The MCP server " + capability.member() + " is not in use any more.");
        }
        Optional<ServedTool> tool = server.get().settings().offered(call.name());
        if (tool.isEmpty() || !server.get().settings().allows(tool.get().name())) {
            return notCalled(context, "The tool " + call.name() + " is not offered any more.");
        }
        if (isAnother(server.get(), capability, call, context)) {
            return notCalled(
                    context,
                    "The tool "
                            + call.name()
                            + ", or its server, was changed just now, and nothing was called. Call"
                            + " it again.");
        }
        if (!(call.arguments().value() instanceof JsonObject arguments)) {
            return ToolResult.error("The arguments of " + call.name() + " are not an object.");
        }
        return called(server.get(), tool.get(), arguments, context);
    }

    /** An earlier run may have taken effect, and a new call would be another one. */
    private static ToolResult notCalled(ToolContext context, String why) {
        return context.checked().again() ? ToolResult.unknown() : ToolResult.error(why);
    }

    /** Whether what is approved by now is not what the gate looked at. */
    private static boolean isAnother(
            ToolServer server, CapabilityId capability, ToolCall call, ToolContext context) {
        String checked = context.checked().definition();
        CapabilityRef use = new CapabilityRef(capability, context.config());
        return !checked.isEmpty()
                && definitions(server, List.of()).stream()
                        .filter(now -> now.name().equals(call.name()))
                        .map(now -> ResolvedAgent.definitionHash(now, use, source(server)))
                        .anyMatch(now -> !now.equals(checked));
    }

    /** Which server it is, where, and as whom it is asked. */
    private static String source(ToolServer server) {
        SealedSecret headers = server.settings().headers();
        return JsonText.of(
                        JsonArray.of(
                                new JsonString(server.id().value().toString()),
                                new JsonString(server.settings().address()),
                                new JsonString(headers == null ? "" : headers.sealed())))
                .sha256();
    }

    private ToolResult called(
            ToolServer server, ServedTool tool, JsonObject arguments, ToolContext context)
            throws InterruptedException {
        Either<String, ServerAccess> access = doors.access(server);
        if (access.isLeft()) {
            return notCalled(context, access.getLeft());
        }
        ServerAccess bound = access.get().within(context.network());
        Optional<String> objection = objection(server, tool, bound, context);
        if (objection.isPresent()) {
            return notCalled(context, objection.get());
        }
        ServedCall served =
                new ServedCall(
                        tool.name(),
                        Objects.requireNonNull(tool.approved()),
                        arguments,
                        context.key(),
                        left(context, Duration.ZERO));
        return switch (client.call(bound, served)) {
            case ServerAnswer.Answered answered -> {
                if (answered.listChanged()) {
                    comparison.forget(server.id());
                }
                yield answered.result();
            }
            case ServerAnswer.NotDone notDone ->
                    notCalled(context, "Nothing was done. " + notDone.sentence());
            case ServerAnswer.Lost lost -> {
                LOG.info(
                        "What became of a call of {} is not known. {}",
                        tool.offeredAs(),
                        lost.sentence());
                comparison.forget(server.id());
                yield ToolResult.unknown();
            }
        };
    }

    /**
     * Whoever is interrupted here, or comes to the end of the time, knows that nothing was done.
     */
    private Optional<String> objection(
            ToolServer server, ServedTool tool, ServerAccess access, ToolContext context) {
        try {
            return comparison.objection(server, tool, access, left(context, SAYING_SO));
        } catch (InterruptedException early) {
            Thread.currentThread().interrupt();
            return Optional.of("Nothing was done. The call was over before it was sent.");
        }
    }

    private Duration left(ToolContext context, Duration butFor) {
        Duration left = Duration.between(clock.instant(), context.deadline()).minus(butFor);
        return left.compareTo(TIME_MIN) < 0 ? TIME_MIN : left;
    }

    private static List<ToolDefinition> definitions(ToolServer server, List<String> only) {
        List<ToolDefinition> definitions = new ArrayList<>();
        for (ServedTool tool : server.settings().tools()) {
            ServedDefinition approved = tool.approved();
            if (approved != null
                    && tool.state() == ServedToolState.APPROVED
                    && server.settings().allows(tool.name())
                    && (only.isEmpty() || only.contains(tool.name()))) {
                definitions.add(
                        new ToolDefinition(
                                tool.offeredAs(),
                                approved.description(),
                                approved.parameters(),
                                server.settings().trustHints()
                                        ? approved.claims()
                                        : ToolHints.UNKNOWN,
                                ToolOwner.ENGINE));
            }
        }
        return definitions;
    }

    private static Either<String, List<String>> only(JsonObject config) {
        Optional<JsonValue> named = config.get(ONLY);
        if (named.isEmpty()) {
            return Either.right(List.of());
        }
        boolean texts =
                named.get() instanceof JsonArray array
                        && !array.elements().isEmpty()
                        && array.elements().stream().allMatch(JsonString.class::isInstance);
        return texts
                ? Either.right(
                        ((JsonArray) named.get())
                                .elements().stream()
                                        .map(name -> ((JsonString) name).value())
                                        .toList())
                : Either.left("tools is a list of names, as the server has them.");
    }

    private static Capability capability(
            CapabilityId id, String name, String description, List<ToolDefinition> tools) {
        JsonObject schema =
                JsonObject.builder()
                        .put("type", "object")
                        .put(
                                "properties",
                                JsonObject.builder()
                                        .put(
                                                ONLY,
                                                JsonObject.builder()
                                                        .put("type", "array")
                                                        .put("minItems", 1)
                                                        .put(
                                                                "items",
                                                                JsonObject.builder()
                                                                        .put("type", "string")
                                                                        .build())
                                                        .put(
                                                                "description",
                                                                "The only tools to offer; all when"
                                                                        + " absent.")
                                                        .build())
                                        .build())
                        .build();
        return new Capability(id, name, description, "", tools)
                .rated("integration", RiskLevel.HIGH)
                .configuredBy(schema);
    }
}
