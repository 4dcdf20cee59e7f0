package dev.perdure.egress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hc.core5.http.Header;

/** The headers of an answer; their names are compared without regard to case. */
public final class AnswerHeaders {

    private final Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    public AnswerHeaders(Map<String, List<String>> headers) {
        headers.forEach((name, values) -> all.put(name, List.copyOf(values)));
    }

    static AnswerHeaders of(Header... headers) {
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : headers) {
            all.computeIfAbsent(header.getName(), name -> new ArrayList<>())
                    .add(header.getValue() == null ? "" : header.getValue());
        }
        return new AnswerHeaders(all);
    }

    /** The first value of that name. */
    public Optional<String> first(String name) {
        return all.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The names alone. */
    @Override
    public String toString() {
        return all.keySet().toString();
    }
}
