package dev.perdure.tools.builtin;

import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolResult;
import dev.perdure.tools.arguments.Arguments;
import dev.perdure.tools.arguments.InvalidArguments;
import dev.perdure.tools.arguments.Parameters;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Tells the time. */
record CurrentTimeTool(InstantSource clock) implements BuiltInTool {

    private static final String TIMEZONE = "timezone";
    private static final String FORMAT = "format";
    private static final String ISO8601 = "iso8601";
    private static final String UNIX = "unix";
    private static final String HUMAN = "human";
    private static final List<String> FORMATS = List.of(ISO8601, UNIX, HUMAN);
    private static final DateTimeFormatter HUMAN_FORMAT =
            DateTimeFormatter.ofPattern("EEEE, MMMM dd, yyyy 'at' HH:mm:ss VV", Locale.ENGLISH);

    private static final ToolDefinition DEFINITION =
            new Parameters()
                    .optionalText(
                            TIMEZONE,
                            "IANA name of the time zone, for example Europe/Berlin; UTC if absent.")
                    .optionalChoice(
                            FORMAT,
                            FORMATS,
                            "iso8601 (if absent), unix (seconds since 1970) or human (a sentence).")
                    .ofTool("get_current_time", "Tells the present date and time.");

    @Override
    public ToolDefinition definition() {
        return DEFINITION;
    }

    @Override
    public ToolResult run(Arguments arguments) throws InvalidArguments {
        String format = arguments.choice(FORMAT, FORMATS, ISO8601);
        ZonedDateTime now = clock.instant().truncatedTo(ChronoUnit.MILLIS).atZone(zone(arguments));
        JsonObjectBuilder answer = JsonObject.builder();
        switch (format) {
            case UNIX -> answer.put("timestamp", now.toEpochSecond());
            case HUMAN -> answer.put("datetime", HUMAN_FORMAT.format(now));
            default -> answer.put("datetime", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(now));
        }
        return ToolResult.success(
                answer.put(FORMAT, format).put(TIMEZONE, now.getZone().getId()).build().toJson());
    }

    private static ZoneId zone(Arguments arguments) throws InvalidArguments {
        String name = arguments.text(TIMEZONE, "UTC");
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw arguments.not("the name of a time zone", TIMEZONE);
        }
    }
}
