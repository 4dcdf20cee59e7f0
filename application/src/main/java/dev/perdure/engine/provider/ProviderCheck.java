package dev.perdure.engine.provider;

import dev.perdure.engine.model.ModelDrivers;
import dev.perdure.engine.model.ProviderAccess;
import dev.perdure.provider.OfferedModel;
import dev.perdure.provider.ProviderSettings;
import dev.perdure.provider.SealedSecret;
import dev.perdure.provider.Secret;
import dev.perdure.refusal.Refusal;
import io.vavr.control.Either;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The bounds of what is kept of a provider, and whether there is a way to reach it. */
record ProviderCheck(ModelDrivers drivers, KeyRing keys) {

    static final int PROVIDERS_MAX = 100;
    static final int MODELS_MAX = 2_000;
    static final int NAME_CHARACTERS_MAX = 200;
    private static final int ABILITIES_MAX = 64;
    private static final int ADDRESS_CHARACTERS_MAX = 2_000;
    private static final int KEY_CHARACTERS_MAX = 10_000;

    /**
     * What can be said of the settings themselves.
     *
     * @param slug the first part of the names of its models
     * @param key in clear, when it is another one than before
     */
    Either<Refusal, ProviderSettings> check(
            ProviderSettings settings, String slug, @Nullable Secret key) {
        if (settings.name().isBlank() || settings.name().length() > NAME_CHARACTERS_MAX) {
            return invalid("name", "A provider has a name of 1 to 200 characters.");
        }
        if (settings.address().length() > ADDRESS_CHARACTERS_MAX) {
            return invalid("base_url", "The address is too long.");
        }
        if (key != null && key.value().length() > KEY_CHARACTERS_MAX) {
            return invalid("api_key", "The key is too long.");
        }
        if (key != null && !keys.canSeal()) {
            return invalid(
                    "api_key",
                    "This installation has no master key to seal a key with: set"
                            + " PERDURE_SECRET_KEYS, or keep the provider without a key.");
        }
        Optional<Refusal> models = models(settings.models());
        if (models.isPresent()) {
            return Either.left(models.get());
        }
        return Either.right(settings);
    }

    /** Whether there is a way to the provider, and one that may be taken; blocks for a look-up. */
    Either<Refusal, ProviderSettings> reachable(
            ProviderSettings settings, String slug, @Nullable Secret key) {
        Optional<String> objection =
                drivers.objection(
                        new ProviderAccess(
                                null,
                                slug,
                                settings.type(),
                                settings.address(),
                                key,
                                null,
                                List.of()));
        return objection.isPresent()
                ? invalid("provider", objection.get())
                : Either.right(settings);
    }

    SealedSecret sealed(Secret key, SecretOwner owner) {
        return keys.seal(key, owner);
    }

    /** The key under the newest master key, when an older one is at hand that opens it. */
    ProviderSettings rewrapped(ProviderSettings settings, SecretOwner owner) {
        SealedSecret key = settings.key();
        if (key == null) {
            return settings;
        }
        try {
            return keys.rewrapped(key, owner).map(settings::withKey).orElse(settings);
        } catch (SecretUnreadable stays) {
            return settings;
        }
    }

    private static Optional<Refusal> models(List<OfferedModel> models) {
        Set<String> names = new HashSet<>();
        for (OfferedModel model : models) {
            if (model.abilities().size() > ABILITIES_MAX
                    || model.abilities().stream()
                            .anyMatch(ability -> ability.length() > NAME_CHARACTERS_MAX)) {
                return Optional.of(
                        new Refusal.Invalid(
                                "capabilities",
                                "A model has at most 64 capabilities, of 200 characters each."));
            }
            if (model.name().length() > NAME_CHARACTERS_MAX
                    || model.displayName().length() > NAME_CHARACTERS_MAX) {
                return Optional.of(
                        new Refusal.Invalid(
                                "model_id", "The name of a model has at most 200 characters."));
            }
            if (!names.add(model.name())) {
                return Optional.of(
                        new Refusal.Conflicting(
                                "The provider lists the model " + model.name() + " already."));
            }
        }
        return models.size() > MODELS_MAX
                ? Optional.of(
                        new Refusal.Conflicting(
                                "A provider lists at most " + MODELS_MAX + " models."))
                : Optional.empty();
    }

    private static <T> Either<Refusal, T> invalid(String field, String sentence) {
        return Either.left(new Refusal.Invalid(field, sentence));
    }
}
