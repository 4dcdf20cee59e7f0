package dev.perdure.llm.provider;

import java.util.Map;

/**
 * How an account's server is asked which models it has.
 *
 * @param path below the account's base address
 * @param headers of the wire, that of the key among them
 */
public record ListQuestion(String path, Map<String, String> headers) {

    public ListQuestion {
        headers = Map.copyOf(headers);
    }

    /** Without the headers, which hold a key. */
    @Override
    public String toString() {
        return "ListQuestion[path=" + path + "]";
    }
}
