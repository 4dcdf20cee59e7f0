package dev.perdure.llm.chat;

import dev.perdure.egress.Destination;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An account at a server that speaks Chat Completions.
 *
 * @param name the first part of the names of its models
 * @param base the address that {@code /chat/completions} is appended to; usually ends in {@code
 *     /v1}
 * @param key absent when the server asks for none
 * @param models those worth listing; the server is asked for any other that is named after it, too
 */
public record ChatProvider(
        String name,
        Destination base,
        @Nullable ApiKey key,
        List<String> models,
        ChatVariant variant) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    public ChatProvider {
        models = List.copyOf(models);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The name of a provider is of lower-case letters, digits, _ and -.");
        }
        if (models.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("The name of a model is empty.");
        }
        if (base.uri().getRawQuery() != null) {
            throw new IllegalArgumentException("A base address has no query.");
        }
    }

    Destination completions() {
        String address = base.uri().toString();
        String trimmed =
                address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        return Destination.of(trimmed + "/chat/completions");
    }
}
