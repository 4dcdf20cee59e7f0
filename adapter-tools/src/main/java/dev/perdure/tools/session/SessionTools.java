package dev.perdure.tools.session;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.RiskLevel;
import dev.perdure.engine.session.ReviseSession;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolResult;
import dev.perdure.tools.arguments.Arguments;
import dev.perdure.tools.arguments.InvalidArguments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The capabilities {@code session}, {@code infinity_context} and {@code stateless_todo_list}, by
 * which an agent names its session, looks back beyond what it is shown, and keeps a list in sight.
 * Every tool may be run again.
 */
public final class SessionTools implements ToolRunner {

    private final List<Capability> capabilities;
    private final Map<CapabilityId, Map<String, SessionTool>> tools = new LinkedHashMap<>();

    private SessionTools(Storage storage) {
        this.capabilities =
                List.of(
                        offer(
                                "session",
                                "Session",
                                "Lets the agent see what its session is called, and name it.",
                                "",
                                new SessionInfoTool(storage.sessions()),
                                new SessionTitleTool(
                                        new ReviseSession(storage.log(), storage.sessions()))),
                        offer(
                                "infinity_context",
                                "Infinite context",
                                "Lets the agent find what was said earlier, also what it is no longer"
                                        + " shown.",
                                "The older part of a long conversation is shown to you as notes. Where"
                                        + " they do not say enough, look for the words themselves with"
                                        + " query_history.",
                                new HistoryTool(storage.log())),
                        offer(
                                "stateless_todo_list",
                                "Todo list",
                                "Lets the agent keep a list of what it has to do in the conversation"
                                        + " itself.",
                                "Work with several steps begins with a call of write_todos. Call it"
                                        + " again with the whole list whenever an entry begins or is"
                                        + " done; one entry at a time is in progress.",
                                new TodoTool()));
    }

    /** The tools on the sessions of a storage. */
    public static SessionTools on(Storage storage) {
        return new SessionTools(storage);
    }

    @Override
    public List<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public ToolResult run(CapabilityId capability, ToolCall call, ToolContext context) {
        SessionTool tool = tools.getOrDefault(capability, Map.of()).get(call.name());
        if (tool == null) {
            return ToolResult.error(
                    "The capability " + capability.value() + " has no tool " + call.name() + ".");
        }
        try {
            return tool.run(Arguments.of(call, tool.definition()), context);
        } catch (InvalidArguments invalid) {
            return ToolResult.error(invalid.sentence());
        }
    }

    private Capability offer(
            String id, String name, String description, String instructions, SessionTool... all) {
        CapabilityId capability = new CapabilityId(id);
        Map<String, SessionTool> byName = new LinkedHashMap<>();
        for (SessionTool tool : all) {
            byName.put(tool.definition().name(), tool);
        }
        tools.put(capability, byName);
        return new Capability(
                        capability,
                        name,
                        description,
                        instructions,
                        byName.values().stream().map(SessionTool::definition).toList())
                .rated("Session", RiskLevel.LOW);
    }
}
