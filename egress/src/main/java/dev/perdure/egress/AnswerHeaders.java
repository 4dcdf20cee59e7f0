package dev.perdure.egress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.MessageConstraintException;

/** The headers of an answer; their names are compared without regard to case. */
public final class AnswerHeaders {

    /** Of names and values together; browsers take no more of them. */
    static final int CHARACTERS_MAX = 256 * 1024;

    private final Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    public AnswerHeaders(Map<String, List<String>> headers) {
        headers.forEach((name, values) -> all.put(name, List.copyOf(values)));
    }

    /** Those of an answer, unless they are more than an answer has. */
    static AnswerHeaders of(Header... headers) throws MessageConstraintException {
        int characters = 0;
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : headers) {
            String value = header.getValue() == null ? "" : header.getValue();
            characters += header.getName().length() + value.length();
            if (characters > CHARACTERS_MAX) {
                throw new MessageConstraintException("headers without end");
            }
            all.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(value);
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
