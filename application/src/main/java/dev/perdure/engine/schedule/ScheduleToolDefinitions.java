package dev.perdure.engine.schedule;

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
import java.util.stream.Stream;

/** What models are told of schedules. */
final class ScheduleToolDefinitions {

    static final String CREATE = "create_schedule";
    static final String LIST = "list_schedules";
    static final String CANCEL = "cancel_schedule";

    /** A second run under its key makes and changes nothing more. */
    private static final ToolHints REPEATABLE = new ToolHints(false, false, true, false, false);

    private static final ToolHints REMOVES = new ToolHints(false, true, true, false, false);

    static final Capability CAPABILITY =
            new Capability(
                            ScheduleTools.CAPABILITY,
                            "Session Schedule",
                            "Sends this conversation a message at a time, or again and again.",
                            "With create_schedule you can send yourself a message at a later time, once or"
                                    + " regularly; it arrives in this conversation like one of the user."
                                    + " Write it so that it can be understood then.",
                            List.of(create(), list(), cancel()))
                    .rated("automation", RiskLevel.MEDIUM);

    private ScheduleToolDefinitions() {}

    private static ToolDefinition create() {
        JsonObjectBuilder properties =
                JsonObject.builder()
                        .put("message", text("What you will be sent."))
                        .put(
                                "cron_expression",
                                text(
                                        "For a message again and again: minute, hour, day of month,"
                                                + " month, day of week, as in 30 9 * * 1-5. Leave out"
                                                + " scheduled_at then."))
                        .put(
                                "scheduled_at",
                                text(
                                        "For one message: the time with its offset, as in"
                                                + " 2026-03-01T09:00:00+01:00."))
                        .put(
                                "in_seconds",
                                JsonObject.builder()
                                        .put("type", "integer")
                                        .put("minimum", 1)
                                        .put(
                                                "description",
                                                "For one message, in place of scheduled_at: how long"
                                                        + " from now.")
                                        .build())
                        .put(
                                "timezone",
                                text(
                                        "IANA name of the zone whose clocks cron_expression goes by,"
                                                + " for example Europe/Berlin; UTC if absent."))
                        .put(
                                "missed",
                                choice(
                                        "What becomes of times at which nothing ran: the latest is made"
                                                + " up for (one, if absent), none (skip), or the last ten"
                                                + " (all).",
                                        "one",
                                        "skip",
                                        "all"))
                        .put("ends_at", text("The last time at which it may be due."))
                        .put(
                                "max_runs",
                                JsonObject.builder()
                                        .put("type", "integer")
                                        .put("minimum", 1)
                                        .put("description", "After so many messages it ends.")
                                        .build());
        return tool(
                CREATE,
                "Schedules a message to this conversation, once or regularly.",
                properties.build(),
                List.of("message"),
                REPEATABLE);
    }

    private static ToolDefinition list() {
        return tool(
                LIST,
                "Lists what is scheduled in this conversation.",
                JsonObject.empty(),
                List.of(),
                ToolHints.READ_ONLY);
    }

    private static ToolDefinition cancel() {
        return tool(
                CANCEL,
                "Cancels a schedule of this conversation.",
                JsonObject.builder()
                        .put("schedule_id", text("As list_schedules and create_schedule name it."))
                        .build(),
                List.of("schedule_id"),
                REMOVES);
    }

    private static ToolDefinition tool(
            String name,
            String description,
            JsonObject properties,
            List<String> required,
            ToolHints hints) {
        JsonObjectBuilder schema =
                JsonObject.builder().put("type", "object").put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", texts(required.stream()));
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

    private static JsonObject choice(String description, String... choices) {
        return JsonObject.builder()
                .put("type", "string")
                .put("description", description)
                .put("enum", texts(Stream.of(choices)))
                .build();
    }

    private static JsonArray texts(Stream<String> values) {
        return new JsonArray(values.<JsonValue>map(JsonString::new).toList());
    }
}
