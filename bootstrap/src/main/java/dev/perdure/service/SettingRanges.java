package dev.perdure.service;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What settings may say beyond their types. */
final class SettingRanges {

    private static final int PLACES_MAX = 100_000;
    private static final int DRAIN_SECONDS_MAX = 3_600;

    /** Above it, clients that wait half a minute for a sign of life leave. */
    private static final int HEARTBEAT_SECONDS_MAX = 25;

    private static final List<String> LEVELS =
            List.of("OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE", "ALL");

    private SettingRanges() {}

    static void check(PerdureConfiguration configuration, ConfigurationSource source) {
        whole(configuration.engine().places(), 1, PLACES_MAX, "engine.places", source);
        whole(
                configuration.engine().drainSeconds(),
                0,
                DRAIN_SECONDS_MAX,
                "engine.drainSeconds",
                source);
        whole(
                configuration.streams().heartbeatSeconds(),
                1,
                HEARTBEAT_SECONDS_MAX,
                "streams.heartbeatSeconds",
                source);
        level(source);
    }

    private static void whole(
            int value, int least, int most, String setting, ConfigurationSource source) {
        if (value < least || value > most) {
            throw new StartRefused(
                    named(setting, source)
                            + " is "
                            + value
                            + "; it must be from "
                            + least
                            + " to "
                            + most
                            + ".");
        }
    }

    /** The logging library takes what it does not know for DEBUG and says nothing. */
    private static void level(ConfigurationSource source) {
        for (Map.Entry<String, String> logger : source.loggers().entrySet()) {
            if (!LEVELS.contains(logger.getValue().toUpperCase(Locale.ROOT))) {
                throw new StartRefused(
                        named("logging.loggers." + logger.getKey(), source)
                                + " is "
                                + logger.getValue()
                                + "; it must be one of "
                                + String.join(", ", LEVELS)
                                + ".");
            }
        }
    }

    /** The setting as the operator knows it: by the variable it came from, if it came from one. */
    static String named(String setting, ConfigurationSource source) {
        return source.variableOf(setting).orElse(setting);
    }
}
