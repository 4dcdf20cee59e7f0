package dev.perdure.service;

import dev.perdure.egress.Destination;
import dev.perdure.llm.chat.ApiKey;
import dev.perdure.llm.chat.ChatProvider;
import dev.perdure.llm.chat.ChatVariant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A provider with its key at hand.
 *
 * @param keyEnv where the key came from; empty when there is none
 */
record ConfiguredProvider(ChatProvider provider, String keyEnv) {

    private static final String OPENAI = "openai";
    private static final String OPENAI_KEY = "OPENAI_API_KEY";
    private static final String OPENAI_BASE = "OPENAI_BASE_URL";
    private static final String OPENAI_ADDRESS = "https://api.openai.com/v1";
    private static final List<String> OPENAI_MODELS = List.of("gpt-5-mini");

    /** The providers of the configuration, then those whose keys lie in the environment. */
    static List<ConfiguredProvider> all(ModelsSection section, Map<String, String> environment) {
        List<ConfiguredProvider> all = new ArrayList<>();
        for (ProviderSection each : section.providers()) {
            ConfiguredProvider provider = of(each, environment);
            if (isThere(all, provider.name())) {
                throw new StartRefused(
                        "Two providers of models are called " + provider.name() + ": rename one.");
            }
            all.add(provider);
        }
        // An empty variable is how many tools pass on one that is not set.
        if (!environment.getOrDefault(OPENAI_KEY, "").isBlank() && !isThere(all, OPENAI)) {
            all.add(found(environment));
        }
        return all;
    }

    String name() {
        return provider.name();
    }

    String description() {
        return provider.base()
                + (keyEnv.isEmpty() ? ", without a key" : ", key from " + keyEnv)
                + (provider.models().isEmpty()
                        ? ""
                        : ", models " + String.join(", ", provider.models()));
    }

    private static ConfiguredProvider of(ProviderSection section, Map<String, String> environment) {
        if (section.type() == null) {
            throw new StartRefused(
                    "The provider "
                            + section.name()
                            + " has no type: say type: openai_compatible or type: openai.");
        }
        return switch (section.type()) {
            case OPENAI_COMPATIBLE -> {
                if (section.baseUrl().isEmpty()) {
                    throw new StartRefused(
                            "The provider " + section.name() + " has no base_url: add one.");
                }
                yield of(section, section.baseUrl(), section.keyEnv(), environment);
            }
            case OPENAI ->
                    of(
                            section,
                            section.baseUrl().isEmpty() ? OPENAI_ADDRESS : section.baseUrl(),
                            section.keyEnv().isEmpty() ? OPENAI_KEY : section.keyEnv(),
                            environment);
        };
    }

    private static ConfiguredProvider of(
            ProviderSection section,
            String address,
            String keyEnv,
            Map<String, String> environment) {
        String name = section.name();
        Destination base = destination("The base_url of the provider " + name, address);
        ApiKey key = keyEnv.isEmpty() ? null : key(name, keyEnv, environment);
        ChatVariant variant =
                section.type() == ProviderSection.Type.OPENAI
                        ? ChatVariant.OPENAI
                        : ChatVariant.COMPATIBLE;
        return provider(name, base, key, section.models(), variant, keyEnv);
    }

    private static ConfiguredProvider found(Map<String, String> environment) {
        String own = environment.getOrDefault(OPENAI_BASE, "").strip();
        return provider(
                OPENAI,
                destination(OPENAI_BASE, own.isEmpty() ? OPENAI_ADDRESS : own),
                key(OPENAI, OPENAI_KEY, environment),
                OPENAI_MODELS,
                own.isEmpty() ? ChatVariant.OPENAI : ChatVariant.COMPATIBLE,
                OPENAI_KEY);
    }

    private static ConfiguredProvider provider(
            String name,
            Destination base,
            @Nullable ApiKey key,
            List<String> models,
            ChatVariant variant,
            String keyEnv) {
        try {
            return new ConfiguredProvider(
                    new ChatProvider(name, base, key, models, variant), keyEnv);
        } catch (IllegalArgumentException unusable) {
            throw new StartRefused(
                    "The provider " + name + " is not usable. " + unusable.getMessage());
        }
    }

    /** The address is not repeated: whoever mistook its place may have put a key there. */
    private static Destination destination(String what, String address) {
        try {
            return Destination.of(address);
        } catch (IllegalArgumentException unusable) {
            throw new StartRefused(
                    what
                            + " is not usable. "
                            + unusable.getMessage()
                            + " It should be like https://api.example.com/v1.");
        }
    }

    private static ApiKey key(String name, String variable, Map<String, String> environment) {
        String secret = environment.getOrDefault(variable, "").strip();
        if (secret.isEmpty()) {
            throw new StartRefused(
                    "The provider "
                            + name
                            + " takes its key from "
                            + variable
                            + ", which is empty: set it, or take the provider out of the"
                            + " configuration.");
        }
        try {
            return new ApiKey(secret);
        } catch (IllegalArgumentException unusable) {
            throw new StartRefused(
                    "The key in " + variable + " is not usable. " + unusable.getMessage());
        }
    }

    private static boolean isThere(List<ConfiguredProvider> all, String name) {
        return all.stream().anyMatch(provider -> provider.name().equals(name));
    }
}
