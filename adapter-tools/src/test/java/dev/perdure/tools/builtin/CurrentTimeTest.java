package dev.perdure.tools.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurrentTimeTest {

    private static final Instant NOW = Instant.parse("2026-07-04T22:05:09.123456789Z");

    private final BuiltInTools tools = BuiltInTools.create(InstantSource.fixed(NOW));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | {\"datetime\":\"2026-07-04T22:05:09.123Z\",\"format\":\"iso8601\",\"timezone\":\"UTC\"}",
                "{\"timezone\":null} | {\"datetime\":\"2026-07-04T22:05:09.123Z\",\"format\":\"iso8601\",\"timezone\":\"UTC\"}",
                "{\"format\":\"unix\"} | {\"timestamp\":1783202709,\"format\":\"unix\",\"timezone\":\"UTC\"}",
                "{\"format\":\"human\"} | {\"datetime\":\"Saturday, July 04, 2026 at 22:05:09 UTC\",\"format\":\"human\",\"timezone\":\"UTC\"}",
                "{\"timezone\":\"Europe/Berlin\"} | {\"datetime\":\"2026-07-05T00:05:09.123+02:00\",\"format\":\"iso8601\",\"timezone\":\"Europe/Berlin\"}",
                "{\"timezone\":\"Asia/Kathmandu\",\"format\":\"human\"} | {\"datetime\":\"Sunday, July 05, 2026 at 03:50:09 Asia/Kathmandu\",\"format\":\"human\",\"timezone\":\"Asia/Kathmandu\"}",
                "{\"timezone\":\"America/New_York\",\"format\":\"unix\"} | {\"timestamp\":1783202709,\"format\":\"unix\",\"timezone\":\"America/New_York\"}"
            })
    void the_time_is_told_in_the_zone_and_form_asked_for(String arguments, String answer) {
        assertThat(Run.of(tools, "current_time", "get_current_time", arguments).output())
                .isEqualTo(answer);
    }

    @Test
    void the_system_clock_is_used_unless_told_otherwise() {
        Run run = Run.of(BuiltInTools.create(), "current_time", "get_current_time", "{}");

        Instant told = Instant.parse(run.json().string("datetime").orElseThrow());
        assertThat(Duration.between(told, Instant.now()))
                .isBetween(Duration.ZERO, Duration.ofMinutes(1));
    }
}
