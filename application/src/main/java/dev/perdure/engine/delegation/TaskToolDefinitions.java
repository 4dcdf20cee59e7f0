package dev.perdure.engine.delegation;

import dev.perdure.capability.Capability;
import dev.perdure.capability.RiskLevel;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import java.util.List;
import java.util.Set;

/** What models are told of sub-agents. */
final class TaskToolDefinitions {

    static final String SPAWN = "spawn_subagent";
    static final String RUN = "run_subagent";
    static final String BACKGROUND_CALL = "spawn_background";
    static final String WAIT = "wait_task";
    static final String TELL = "message_task";
    static final String LIST = "list_tasks";
    static final String READ = "read_task";
    static final String CANCEL = "cancel_task";

    private static final String TASK_ID = "Its task_id, as a list or a result names it.";

    /** A second run under its key makes and changes nothing more. */
    private static final ToolHints REPEATABLE = new ToolHints(false, false, true, false, false);

    /** A run of them that was cut off is done again. */
    static final Set<String> SETTING_UP = Set.of(RUN, SPAWN, BACKGROUND_CALL, WAIT, TELL);

    static final Capability TASKS =
            new Capability(
                            TaskTools.TASKS,
                            "Tasks",
                            "Looks after what runs beside this session.",
                            "",
                            List.of(list(), read(), await(), tell(), cancel()))
                    .rated("automation", RiskLevel.LOW);

    static final Capability SUBAGENTS =
            new Capability(
                            TaskTools.CAPABILITY,
                            "Sub-agents",
                            "Has tasks done by other agents, which run beside this one.",
                            "With run_subagent and spawn_subagent you give a task to another agent. It"
                                    + " knows nothing of this conversation but what you tell it."
                                    + " run_subagent waits for it, and its answer is the result; several"
                                    + " calls at once run beside each other. spawn_subagent goes on at"
                                    + " once, and you are sent the answer as a message when it is"
                                    + " done, so there is no need to look again and again: when nothing"
                                    + " else is left to do, end your turn.",
                            List.of(run(), spawn()))
                    .rated("automation", RiskLevel.MEDIUM)
                    .dependingOn(TaskTools.TASKS);

    static final Capability BACKGROUND =
            new Capability(
                            TaskTools.BACKGROUND,
                            "Background execution",
                            "Runs calls of tools beside the conversation.",
                            "With spawn_background you have a tool of yours run that may take its time,"
                                    + " and go on at once. You are sent what it came to as a message.",
                            List.of(background()))
                    .rated("automation", RiskLevel.MEDIUM)
                    .dependingOn(TaskTools.TASKS);

    private TaskToolDefinitions() {}

    private static ToolDefinition run() {
        return delegating(RUN, "Has another agent do a task, and waits for its answer.");
    }

    private static ToolDefinition spawn() {
        return delegating(SPAWN, "Gives a task to another agent, and goes on at once.");
    }

    private static ToolDefinition delegating(String name, String description) {
        return tool(
                name,
                description,
                JsonObject.builder()
                        .put("task", text("All that the other agent has to know."))
                        .put("title", text("The task in a few words."))
                        .put(
                                "agent",
                                text(
                                        "Name or id of the agent that is to do it; without it, one that"
                                                + " has no instructions of its own."))
                        .put("instructions", text("How it is to work."))
                        .put(
                                "capabilities",
                                JsonObject.builder()
                                        .put("type", "array")
                                        .put(
                                                "items",
                                                JsonObject.builder().put("type", "string").build())
                                        .put(
                                                "description",
                                                "Which of your capabilities it may use; all of them if"
                                                        + " absent. Not together with agent.")
                                        .build()),
                REPEATABLE,
                "task");
    }

    private static ToolDefinition background() {
        return tool(
                BACKGROUND_CALL,
                "Runs a tool of yours in the background, and goes on at once.",
                JsonObject.builder()
                        .put("tool", text("Its name; one that reaches outside or takes long."))
                        .put(
                                "arguments",
                                JsonObject.builder()
                                        .put("type", "object")
                                        .put("description", "As the tool wants them.")
                                        .build())
                        .put("title", text("What it is for, in a few words.")),
                REPEATABLE,
                "tool",
                "arguments");
    }

    private static ToolDefinition await() {
        return tool(
                WAIT,
                "Waits for a task. What it comes to is the result, and not sent as a message.",
                JsonObject.builder().put("task_id", text(TASK_ID)),
                REPEATABLE,
                "task_id");
    }

    private static ToolDefinition tell() {
        return tool(
                TELL,
                "Tells a sub-agent something while it works.",
                JsonObject.builder()
                        .put("task_id", text(TASK_ID))
                        .put("message", text("What it is told.")),
                REPEATABLE,
                "task_id",
                "message");
    }

    private static ToolDefinition list() {
        return tool(
                LIST,
                "Lists the tasks that were given to others, newest first.",
                JsonObject.builder(),
                ToolHints.READ_ONLY);
    }

    private static ToolDefinition read() {
        return tool(
                READ,
                "Tells how a task stands, and its answer when it is done.",
                JsonObject.builder().put("task_id", text(TASK_ID)),
                ToolHints.READ_ONLY,
                "task_id");
    }

    private static ToolDefinition cancel() {
        return tool(
                CANCEL,
                "Stops a task, and those that were given on from it.",
                JsonObject.builder().put("task_id", text(TASK_ID)),
                REPEATABLE,
                "task_id");
    }

    private static ToolDefinition tool(
            String name,
            String description,
            JsonObjectBuilder properties,
            ToolHints hints,
            String... required) {
        JsonObjectBuilder schema =
                JsonObject.builder().put("type", "object").put("properties", properties.build());
        if (required.length > 0) {
            schema.put(
                    "required",
                    new JsonArray(
                            List.of(required).stream().<JsonValue>map(JsonString::new).toList()));
        }
        return new ToolDefinition(
                name,
                description,
                schema.put("additionalProperties", false).build(),
                hints,
                ToolOwner.ENGINE);
    }

    private static JsonObject text(String description) {
        return JsonObject.builder().put("type", "string").put("description", description).build();
    }
}
