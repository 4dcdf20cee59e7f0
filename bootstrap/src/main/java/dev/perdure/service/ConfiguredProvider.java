package dev.perdure.service;

import dev.perdure.egress.Destination;
import dev.perdure.egress.EgressClient;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.SharedProvider;
import dev.perdure.llm.drivers.ProviderType;
import dev.perdure.llm.provider.Account;
import dev.perdure.llm.provider.ApiKey;
import dev.perdure.llm.provider.Places;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A provider with its key at hand.
 *
 * @param keyEnv where the key came from; empty when there is none
 */
record ConfiguredProvider(ProviderType type, Account account, String keyEnv) {

    private static final String OPENAI_BASE = "OPENAI_BASE_URL";

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
        for (ProviderType type : ProviderType.values()) {
            // An empty variable is how many tools pass on one that is not set.
            boolean keyIsThere = !environment.getOrDefault(type.usualKeyVariable(), "").isBlank();
            if (keyIsThere && !isThere(all, type.id())) {
                all.add(found(type, environment));
            }
        }
        return all;
    }

    String name() {
        return account.name();
    }

    ModelClient models(EgressClient egress) {
        return type.models(account, egress);
    }

    /** The provider as lists show it. */
    SharedProvider shared() {
        return new SharedProvider(
                account.name(),
                type.id(),
                account.base().toString(),
                !keyEnv.isEmpty(),
                account.listed());
    }

    String description() {
        return account.base()
                + (keyEnv.isEmpty() ? ", without a key" : ", key from " + keyEnv)
                + (account.models().isEmpty()
                        ? ""
                        : ", models " + String.join(", ", account.models()));
    }

    private static ConfiguredProvider of(ProviderSection section, Map<String, String> environment) {
        String name = section.name();
        ProviderType type = type(section);
        String address = section.baseUrl().isEmpty() ? type.usualAddress() : section.baseUrl();
        if (address.isEmpty()) {
            throw new StartRefused("The provider " + name + " has no base_url: add one.");
        }
        String keyEnv =
                section.keyEnv().isEmpty() && section.baseUrl().isEmpty()
                        ? type.usualKeyVariable()
                        : section.keyEnv();
        Destination base = destination("The base_url of the provider " + name, address);
        ApiKey key = keyEnv.isEmpty() ? null : key(name, keyEnv, environment);
        if (section.callsAtOnce() != null && section.callsAtOnce() < 1) {
            throw new StartRefused(
                    "The max_concurrent_calls of the provider "
                            + name
                            + " is less than 1: say how many, or leave it out.");
        }
        try {
            Account account =
                    new Account(
                            name,
                            base,
                            key,
                            section.models(),
                            section.headers(),
                            section.options(),
                            Places.of(section.callsAtOnce()));
            return provider(type, account, keyEnv);
        } catch (IllegalArgumentException unusable) {
            throw unusable(name, unusable);
        }
    }

    private static ProviderType type(ProviderSection section) {
        return ProviderType.of(section.type())
                .orElseThrow(() ->
                        new StartRefused(
                                "The provider "
                                        + section.name()
                                        + (section.type().isEmpty()
                                                ? " has no type"
                                                : " has a type there is not")
                                        + ": say type: "
                                        + Arrays.stream(ProviderType.values())
                                                .map(ProviderType::id)
                                                .collect(Collectors.joining(" or "))
                                        + "."));
    }

    private static ConfiguredProvider found(ProviderType type, Map<String, String> environment) {
        String own =
                type == ProviderType.OPENAI
                        ? environment.getOrDefault(OPENAI_BASE, "").strip()
                        : "";
        String keyEnv = type.usualKeyVariable();
        Account account =
                Account.of(
                        type.id(),
                        own.isEmpty()
                                ? destination("The usual address", type.usualAddress())
                                : destination(OPENAI_BASE, own),
                        key(type.id(), keyEnv, environment),
                        type.usualModels());
        // A server that stands in for the usual one speaks what everybody speaks.
        return new ConfiguredProvider(
                own.isEmpty() ? type : ProviderType.OPENAI_COMPATIBLE, account, keyEnv);
    }

    private static ConfiguredProvider provider(ProviderType type, Account account, String keyEnv) {
        type.check(account);
        return new ConfiguredProvider(type, account, keyEnv);
    }

    private static StartRefused unusable(String name, IllegalArgumentException why) {
        return new StartRefused("The provider " + name + " is not usable. " + why.getMessage());
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
