package dev.perdure.llm.stored;

import dev.perdure.llm.drivers.ProviderType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a stored provider's server is, by the name the API has for it.
 *
 * @param address where its server is when nobody says; empty where there is no usual place
 */
record StoredType(String id, ProviderType type, String address) {

    /** Names of the API beside those of the drivers. */
    private static final List<StoredType> MORE =
            List.of(
                    new StoredType("custom", ProviderType.OPENAI_COMPATIBLE, ""),
                    new StoredType(
                            "ollama", ProviderType.OPENAI_COMPATIBLE, "http://localhost:11434/v1"));

    static List<StoredType> all() {
        return Stream.concat(
                        Arrays.stream(ProviderType.values())
                                .map(type -> new StoredType(type.id(), type, type.usualAddress())),
                        MORE.stream())
                .toList();
    }

    static Optional<StoredType> of(String id) {
        return all().stream().filter(type -> type.id().equals(id)).findFirst();
    }

    /** A server that stands in for the usual one speaks what everybody speaks. */
    ProviderType at(String address) {
        boolean elsewhere = type == ProviderType.OPENAI && !address.equals(this.address);
        return elsewhere ? ProviderType.OPENAI_COMPATIBLE : type;
    }
}
