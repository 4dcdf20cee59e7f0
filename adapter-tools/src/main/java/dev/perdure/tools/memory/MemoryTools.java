package dev.perdure.tools.memory;

import dev.perdure.agent.AgentId;
import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.capability.Contribution;
import dev.perdure.capability.RiskLevel;
import dev.perdure.engine.file.FileOrigin;
import dev.perdure.engine.memory.MemoryDraft;
import dev.perdure.engine.memory.Remember;
import dev.perdure.engine.store.MemoryEntry;
import dev.perdure.engine.store.MemoryScope;
import dev.perdure.engine.store.MemoryStore;
import dev.perdure.engine.store.MemoryWords;
import dev.perdure.engine.store.SessionStore;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.refusal.Refusal;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolResult;
import dev.perdure.tools.arguments.Arguments;
import dev.perdure.tools.arguments.InvalidArguments;
import dev.perdure.tools.arguments.Parameters;
import dev.perdure.tools.web.Fence;
import io.vavr.control.Either;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The capability {@code memory}: short texts that an agent keeps under names beyond its sessions,
 * and finds by their words. They are the agent's own, or shared by all agents of the organisation.
 * What is found is shown as what somebody wrote earlier, and not as instructions.
 */
public final class MemoryTools implements ToolRunner {

    static final int FOUND = 5;
    static final int FOUND_MAX = 20;

    private static final CapabilityId ID = new CapabilityId("memory");

    private static final String INSTRUCTIONS =
            "You have a memory that outlasts this session. Look into it with search_memory before you"
                    + " ask what you may have been told before.";

    private static final String WRITING =
            " Keep with remember what will matter later: preferences, decisions, facts; one thing"
                    + " under each name, and never a password or a key.";

    private static final ToolDefinition SEARCH =
            new Parameters()
                    .optionalText(
                            "query",
                            "Words to look for; what has more of them comes first. Without any, what"
                                    + " changed last comes first.")
                    .optionalInteger("limit", 1, FOUND_MAX, "How many at most; 5 if absent.")
                    .ofTool("search_memory", "Finds by words what was remembered in any session.");

    private static final ToolDefinition REMEMBER =
            new Parameters()
                    .text(
                            "name",
                            "What it is about, in a few words. It replaces what has that name.")
                    .text("text", "What to remember, at most 8192 bytes.")
                    .optionalInteger(
                            "expected_version",
                            0,
                            Integer.MAX_VALUE,
                            "Version of what it replaces, 0 for nothing; refused when that changed.")
                    .ofTool(
                            "remember",
                            "Remembers a text beyond this session.",
                            new ToolHints(false, false, true, false, false));

    private static final ToolDefinition FORGET =
            new Parameters()
                    .text("name", "Name of what to forget.")
                    .ofTool(
                            "forget",
                            "Forgets what was remembered under a name.",
                            new ToolHints(false, true, true, false, false));

    private static final Capability MEMORY =
            new Capability(
                            ID,
                            "Memory",
                            "Remembers beyond a session, and finds it again by words.",
                            INSTRUCTIONS + WRITING,
                            List.of(SEARCH, REMEMBER, FORGET))
                    .rated("Memory", RiskLevel.MEDIUM)
                    .configuredBy(schema());

    private final MemoryStore store;
    private final SessionStore sessions;
    private final Remember remember;
    private final Shown shown;

    private MemoryTools(MemoryStore store, SessionStore sessions, InstantSource clock) {
        this.store = store;
        this.sessions = sessions;
        this.remember = new Remember(store, clock);
        this.shown = new Shown(Fence.create());
    }

    /** The memories of a storage. */
    public static MemoryTools on(Storage storage) {
        return new MemoryTools(storage.memories(), storage.sessions(), storage.clock());
    }

    @Override
    public List<Capability> capabilities() {
        return List.of(MEMORY);
    }

    @Override
    public Contribution contribute(OrganisationId organisation, CapabilityRef use) {
        try {
            return MemoryUse.of(use.config()).readOnly()
                    ? new Contribution.Given(INSTRUCTIONS, List.of(SEARCH))
                    : MEMORY.contribution();
        } catch (InvalidArguments invalid) {
            return new Contribution.Refused(invalid.sentence());
        }
    }

    @Override
    public ToolResult run(CapabilityId capability, ToolCall call, ToolContext context) {
        try {
            MemoryUse use = MemoryUse.of(context.config());
            Optional<MemoryScope> scope = scope(use, context);
            if (scope.isEmpty()) {
                return ToolResult.error(
                        "This session has no agent that could remember: its memory has to have the"
                                + " scope organization.");
            }
            if (call.name().equals(SEARCH.name())) {
                return search(scope.get(), Arguments.of(call, SEARCH));
            }
            return use.readOnly()
                    ? ToolResult.error("This memory can be read only.")
                    : written(scope.get(), call, context);
        } catch (InvalidArguments invalid) {
            return ToolResult.error(invalid.sentence());
        }
    }

    /** What changes something may have done so when the store is gone before it answers. */
    private ToolResult written(MemoryScope scope, ToolCall call, ToolContext context)
            throws InvalidArguments {
        try {
            return switch (call.name()) {
                case "remember" -> remember(scope, Arguments.of(call, REMEMBER), context);
                case "forget" -> forget(scope, Arguments.of(call, FORGET));
                default -> ToolResult.error("There is no tool " + call.name() + ".");
            };
        } catch (StoreUnavailable gone) {
            return ToolResult.unknown();
        }
    }

    private ToolResult search(MemoryScope scope, Arguments arguments) throws InvalidArguments {
        int limit = arguments.integer("limit", FOUND, 1, FOUND_MAX);
        List<String> words = MemoryWords.of(arguments.text("query", " "));
        List<MemoryEntry> found = store.search(scope, words, limit);
        return ToolResult.success(
                found.isEmpty() ? "Nothing is remembered of that." : shown.of(found));
    }

    private ToolResult remember(MemoryScope scope, Arguments arguments, ToolContext context)
            throws InvalidArguments {
        int expected = arguments.integer("expected_version", -1, 0, Integer.MAX_VALUE);
        MemoryDraft draft =
                new MemoryDraft(
                        arguments.text("name"),
                        arguments.text("text"),
                        expected < 0 ? null : Integer.valueOf(expected));
        Either<Refusal, MemoryEntry> done =
                remember.remember(
                        scope,
                        draft,
                        new FileOrigin(context.session().id(), context.turn(), context.key()));
        return done.fold(
                refusal -> ToolResult.error(refusal.sentence()),
                entry ->
                        ToolResult.success(
                                JsonObject.builder()
                                        .put("name", entry.name())
                                        .put("version", entry.version())
                                        .build()
                                        .toJson()));
    }

    private ToolResult forget(MemoryScope scope, Arguments arguments) throws InvalidArguments {
        String name = arguments.text("name").strip();
        return ToolResult.success(
                JsonObject.builder()
                        .put("name", name)
                        .put("forgotten", store.remove(scope, name))
                        .build()
                        .toJson());
    }

    /** Whose memories; nobody's where the session has no agent and they are to be its own. */
    private Optional<MemoryScope> scope(MemoryUse use, ToolContext context) {
        OrganisationId organisation = context.session().organisation();
        if (use.shared()) {
            return Optional.of(new MemoryScope(organisation, null));
        }
        return sessions.find(context.session())
                .flatMap(session -> {
                    @Nullable AgentId agent = session.settings().agent();
                    return Optional.ofNullable(agent);
                })
                .map(agent -> new MemoryScope(organisation, agent));
    }

    private static JsonObject schema() {
        return (JsonObject)
                new JsonText(
                                """
                                {"type":"object","additionalProperties":false,"properties":{
                                "scope":{"enum":["agent","organization"],"description":"Whose memories: those of the agent, or those that all agents share; agent if absent."},
                                "read_only":{"type":"boolean","description":"Whether the agent may look and not write."}}}
                                """)
                        .value();
    }
}
