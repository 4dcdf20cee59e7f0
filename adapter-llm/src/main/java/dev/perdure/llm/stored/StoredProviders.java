package dev.perdure.llm.stored;

import dev.perdure.egress.AddressPolicy;
import dev.perdure.egress.Destination;
import dev.perdure.egress.EgressClient;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelDrivers;
import dev.perdure.engine.model.ModelListing;
import dev.perdure.engine.model.ProviderAccess;
import dev.perdure.llm.anthropic.AnthropicModels;
import dev.perdure.llm.chat.ChatModels;
import dev.perdure.llm.drivers.ProviderType;
import dev.perdure.llm.gemini.GeminiModels;
import dev.perdure.llm.provider.Account;
import dev.perdure.llm.provider.ApiKey;
import dev.perdure.llm.provider.ListQuestion;
import dev.perdure.llm.provider.ModelList;
import dev.perdure.llm.provider.Places;
import dev.perdure.provider.ProviderId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reaches stored providers. Their addresses came through the API, so they are asked under a policy.
 */
public final class StoredProviders implements ModelDrivers {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** For what makes no call of a model. */
    private static final Places NO_PLACES = Places.of(null);

    private final Supplier<EgressClient> egress;
    private final AddressPolicy policy;
    private final Duration patience;
    private final Map<ProviderId, Places> places = new ConcurrentHashMap<>();

    /**
     * Drivers that ask through one client.
     *
     * @param egress opened by whoever hands it in, and closed by them
     */
    public StoredProviders(Supplier<EgressClient> egress, AddressPolicy policy) {
        this(egress, policy, PATIENCE);
    }

    StoredProviders(Supplier<EgressClient> egress, AddressPolicy policy, Duration patience) {
        this.egress = egress;
        this.policy = policy;
        this.patience = patience;
    }

    @Override
    public List<String> types() {
        return StoredType.all().stream().map(StoredType::id).toList();
    }

    @Override
    public Optional<String> objection(ProviderAccess provider) {
        Optional<StoredType> type = StoredType.of(provider.type());
        if (type.isEmpty()) {
            return Optional.of(
                    "There is no driver for the type "
                            + provider.type()
                            + ". There are "
                            + types().stream().collect(Collectors.joining(", "))
                            + ".");
        }
        if (provider.address().isEmpty() && type.get().address().isEmpty()) {
            return Optional.of("A provider of the type " + provider.type() + " needs a base_url.");
        }
        try {
            Account account = account(provider, NO_PLACES);
            type(provider).check(account);
            return asking().objection(account.base());
        } catch (IllegalArgumentException unusable) {
            return Optional.of("The provider cannot be reached. " + unusable.getMessage());
        }
    }

    @Override
    public ModelClient open(ProviderAccess provider) {
        return type(provider).models(account(provider, places(provider)), asking());
    }

    @Override
    public ModelListing list(ProviderAccess provider) throws InterruptedException {
        Account account = account(provider, NO_PLACES);
        return new ModelList(account, asking(), patience).ask(question(type(provider), account));
    }

    private EgressClient asking() {
        return egress.get().under(policy);
    }

    private static ListQuestion question(ProviderType type, Account account) {
        return switch (type) {
            case OPENAI, OPENAI_COMPATIBLE -> ChatModels.list(account);
            case AZURE_OPENAI -> ChatModels.list(account.with("auth", "api-key"));
            case ANTHROPIC -> AnthropicModels.list(account);
            case GEMINI -> GeminiModels.list(account);
        };
    }

    private static ProviderType type(ProviderAccess provider) {
        return stored(provider).at(address(provider));
    }

    private static Account account(ProviderAccess provider, Places places) {
        return Account.of(
                        provider.name(),
                        Destination.of(address(provider)),
                        provider.key() == null ? null : new ApiKey(provider.key().value()),
                        provider.models())
                .with(places);
    }

    /** The same ones for every version of a provider: its calls outlast a change of it. */
    private Places places(ProviderAccess provider) {
        if (provider.id() == null) {
            return Places.of(provider.callsAtOnce());
        }
        Places shared = places.computeIfAbsent(provider.id(), id -> Places.of(null));
        shared.allow(provider.callsAtOnce());
        return shared;
    }

    private static String address(ProviderAccess provider) {
        return provider.address().isEmpty() ? stored(provider).address() : provider.address();
    }

    private static StoredType stored(ProviderAccess provider) {
        return StoredType.of(provider.type())
                .orElseThrow(() -> new IllegalArgumentException("It has no driver."));
    }
}
