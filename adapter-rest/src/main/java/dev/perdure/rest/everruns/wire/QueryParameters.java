package dev.perdure.rest.everruns.wire;

import dev.perdure.engine.store.Window;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The query of a request. Of a key that is repeated without being a list, the last one counts. */
public final class QueryParameters {

    public static final int PAGE_MAX = 100;

    private final HttpServletRequest request;

    public QueryParameters(HttpServletRequest request) {
        this.request = request;
    }

    public List<String> all(String name) {
        String[] values = request.getParameterValues(name);
        return values == null ? List.of() : List.of(values);
    }

    /** The last value; empty text is as good as none. */
    public Optional<String> last(String name) {
        List<String> values = all(name);
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.getLast()).filter(value -> !value.isEmpty());
    }

    public boolean flag(String name) {
        return last(name)
                .map(value ->
                        switch (value) {
                            case "true", "1" -> true;
                            case "false", "0" -> false;
                            default ->
                                    throw RequestProblems.invalid(name, "must be true or false.");
                        })
                .orElse(false);
    }

    /** A whole number, at least {@code min}. */
    public OptionalLong number(String name, long min) {
        Optional<String> text = last(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long number = Long.parseLong(text.get());
            if (number >= min) {
                return OptionalLong.of(number);
            }
        } catch (NumberFormatException notANumber) {
            throw RequestProblems.invalid(name, "must be a whole number.");
        }
        throw RequestProblems.invalid(name, "must be at least " + min + ".");
    }

    /** A limit: at least 1, and {@code max} when it is more. */
    public OptionalInt limit(int max) {
        OptionalLong limit = number("limit", 1);
        return limit.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of((int) Math.min(limit.getAsLong(), max));
    }

    /** The stretch of a list that is asked for. */
    public Window window(int limitDefault) {
        long offset = number("offset", 0).orElse(0);
        return new Window(
                (int) Math.min(offset, Integer.MAX_VALUE), limit(PAGE_MAX).orElse(limitDefault));
    }

    public String search() {
        String search = last("search").orElse("");
        if (search.indexOf('\0') >= 0) {
            throw RequestProblems.invalid("search", "must not hold NUL.");
        }
        return search;
    }
}
