package dev.perdure.llm.provider;

import dev.perdure.egress.AnswerHeaders;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * When a server wants to be asked again: {@code retry-after-ms}, {@code retry-after} in seconds or
 * as a date, {@code x-ratelimit-reset-requests} and {@code -tokens} as spans such as {@code 6m0s},
 * or a span in the refusal, as its {@code retryDelay} or in its words. Between nothing and an hour,
 * since clocks and servers err.
 */
final class RetryAdvice {

    private static final Duration MAX = Duration.ofHours(1);
    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(\\.\\d{1,9})?");
    private static final Pattern SPAN_PART =
            Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h|d)");
    private static final Pattern IN_WORDS =
            Pattern.compile(
                    "(?:try again|retry) (?:in|after) ((?:\\d{1,9}(?:\\.\\d{1,9})?(?:ms|s|m|h|d)){1,5})",
                    Pattern.CASE_INSENSITIVE);

    private RetryAdvice() {}

    static Optional<Duration> of(AnswerHeaders headers, ProviderError error, Instant now) {
        return headers.first("retry-after-ms")
                .flatMap(text -> number(text, 1))
                .or(() -> headers.first("retry-after").flatMap(text -> seconds(text, now)))
                .or(() -> reset(headers))
                .or(() -> span(error.retryDelay()))
                .or(() -> words(error.message()))
                .map(RetryAdvice::clamped);
    }

    private static Optional<Duration> seconds(String text, Instant now) {
        return number(text, 1_000).or(() -> span(text.strip())).or(() -> date(text, now));
    }

    private static Optional<Duration> number(String text, long milliseconds) {
        String number = text.strip();
        return NUMBER.matcher(number).matches()
                ? Optional.of(times(number, milliseconds))
                : Optional.empty();
    }

    private static Optional<Duration> date(String text, Instant now) {
        try {
            Instant at = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip()));
            return Optional.of(Duration.between(now, at));
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    /** Of the buckets that are empty the one that fills last; of two unknown ones likewise. */
    private static Optional<Duration> reset(AnswerHeaders headers) {
        return Stream.of("requests", "tokens")
                .filter(bucket ->
                        headers.first("x-ratelimit-remaining-" + bucket)
                                .map(left -> left.strip().equals("0"))
                                .orElse(true))
                .flatMap(bucket -> headers.first("x-ratelimit-reset-" + bucket).stream())
                .flatMap(text -> span(text.strip()).or(() -> number(text, 1_000)).stream())
                .max(Duration::compareTo);
    }

    private static Optional<Duration> words(String message) {
        Matcher said = IN_WORDS.matcher(message);
        return said.find() ? span(said.group(1)) : Optional.empty();
    }

    private static Optional<Duration> span(String text) {
        Duration all = Duration.ZERO;
        Matcher part = SPAN_PART.matcher(text);
        int end = 0;
        while (part.find() && part.start() == end) {
            all = all.plus(times(part.group(1), unit(part.group(2))));
            end = part.end();
        }
        return end > 0 && end == text.length() ? Optional.of(all) : Optional.empty();
    }

    private static long unit(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
    }

    private static Duration times(String number, long milliseconds) {
        return Duration.ofMillis(
                new BigDecimal(number)
                        .multiply(BigDecimal.valueOf(milliseconds))
                        .setScale(0, RoundingMode.CEILING)
                        .longValueExact());
    }

    private static Duration clamped(Duration wanted) {
        if (wanted.isNegative()) {
            return Duration.ZERO;
        }
        return wanted.compareTo(MAX) > 0 ? MAX : wanted;
    }
}
