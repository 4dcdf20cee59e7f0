package dev.perdure.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.egress.AnswerHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAdviceTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retry-after-ms | 1500 | 1500",
                "Retry-After | 2 | 2000",
                "retry-after | 0.25 | 250",
                "retry-after | 20s | 20000",
                "retry-after | Fri, 02 Jan 2026 03:05:05 GMT | 60000",
                "retry-after | Fri, 02 Jan 2026 03:00:00 GMT | 0",
                "retry-after | 999999 | 3600000",
                "retry-after | Fri, 02 Jan 2099 03:00:00 GMT | 3600000",
                "x-ratelimit-reset-requests | 1s | 1000",
                "x-ratelimit-reset-tokens | 6m0s | 360000",
                "x-ratelimit-reset-tokens | 20ms | 20",
                "x-ratelimit-reset-tokens | 7.66 | 7660"
            })
    void a_header_says_when(String name, String value, long milliseconds) {
        assertThat(RetryAdvice.of(headers(name, value), ProviderError.NONE, NOW))
                .contains(Duration.ofMillis(milliseconds));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retry-after | soon",
                "retry-after | -3",
                "retry-after | 99999999999999999999",
                "x-ratelimit-reset-tokens | 6 parsecs",
                "x-other | 3"
            })
    void what_says_nothing_is_no_advice(String name, String value) {
        assertThat(RetryAdvice.of(headers(name, value), ProviderError.NONE, NOW)).isEmpty();
    }

    @Test
    void the_most_exact_header_counts() {
        assertThat(
                        RetryAdvice.of(
                                headers(
                                        "retry-after",
                                        "2",
                                        "retry-after-ms",
                                        "1800",
                                        "x-ratelimit-reset-tokens",
                                        "1h"),
                                said("try again in 5s"),
                                NOW))
                .contains(Duration.ofMillis(1800));
    }

    @Test
    void a_bucket_that_is_not_empty_is_not_waited_for() {
        assertThat(
                        RetryAdvice.of(
                                headers(
                                        "x-ratelimit-remaining-requests",
                                        "12",
                                        "x-ratelimit-reset-requests",
                                        "1h",
                                        "x-ratelimit-remaining-tokens",
                                        "0",
                                        "x-ratelimit-reset-tokens",
                                        "2s"),
                                ProviderError.NONE,
                                NOW))
                .contains(Duration.ofSeconds(2));
    }

    @Test
    void the_words_of_a_refusal_say_when_no_header_does() {
        assertThat(
                        RetryAdvice.of(
                                headers("date", "x"),
                                said("Rate limit reached. Please try again in 1m1.5s. Visit us."),
                                NOW))
                .contains(Duration.ofMillis(61_500));
        assertThat(RetryAdvice.of(headers("date", "x"), said("Try again later."), NOW)).isEmpty();
    }

    @Test
    void words_without_end_are_read_as_far_as_a_span_goes() {
        ProviderError error = said("try again in " + "1s".repeat(100_000));

        assertThat(RetryAdvice.of(headers("date", "x"), error, NOW))
                .contains(Duration.ofSeconds(5));
    }

    @Test
    void a_refusal_may_say_it_in_its_details() {
        ProviderError error =
                ProviderError.of(
                        """
                        {"error":{"code":429,"message":"Quota exceeded.","status":"RESOURCE_EXHAUSTED",
                         "details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure"},
                          {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.5s"}]}}
                        """
                                .getBytes(StandardCharsets.UTF_8));

        assertThat(RetryAdvice.of(headers("date", "x"), error, NOW))
                .contains(Duration.ofMillis(34_500));
    }

    private static ProviderError said(String message) {
        return new ProviderError(List.of(), 0, message, "");
    }

    private static AnswerHeaders headers(String... namesAndValues) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return new AnswerHeaders(headers);
    }
}
