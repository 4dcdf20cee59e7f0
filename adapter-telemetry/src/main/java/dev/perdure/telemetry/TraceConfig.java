package dev.perdure.telemetry;

import java.util.Map;

/**
 * What spans hold.
 *
 * @param content whether they hold what was said, too: messages, arguments and results
 * @param providers what the conventions call the provider behind an account, by the account's name;
 *     an account that is not there goes by its own
 */
public record TraceConfig(boolean content, Map<String, String> providers) {

    public static final TraceConfig DEFAULT = new TraceConfig(false, Map.of());

    public TraceConfig {
        providers = Map.copyOf(providers);
    }
}
