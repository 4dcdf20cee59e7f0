package dev.perdure.llm.simulated;

import java.util.Map;
import java.util.Optional;

/** An example for each format of JSON Schema that a sentence would not satisfy. */
final class StringFormats {

    private static final Map<String, String> EXAMPLES =
            Map.of(
                    "date", "2026-01-31",
                    "time", "12:00:00Z",
                    "date-time", "2026-01-31T12:00:00Z",
                    "duration", "PT1H",
                    "email", "someone@example.org",
                    "hostname", "example.org",
                    "uri", "https://example.org/",
                    "uuid", "00000000-0000-4000-8000-000000000000");

    private StringFormats() {}

    static Optional<String> example(String format) {
        return Optional.ofNullable(EXAMPLES.get(format));
    }
}
