package dev.perdure.provider;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What of a stored provider may change.
 *
 * @param type what its server speaks, as drivers call it
 * @param address where it is; empty where the type knows
 * @param preferredAt when it was made the default of its organisation; absent when it is none
 * @param key absent where the server asks for none
 * @param callsAtOnce how many calls of it may be under way on one node; absent is as many as there
 *     are
 * @param models what it lists, each name once
 */
public record ProviderSettings(
        String name,
        String type,
        String address,
        boolean enabled,
        @Nullable Instant preferredAt,
        @Nullable SealedSecret key,
        @Nullable Integer callsAtOnce,
        List<OfferedModel> models) {

    public ProviderSettings {
        models = List.copyOf(models);
    }

    public Optional<OfferedModel> model(OfferedModelId id) {
        return models.stream().filter(model -> model.id().equals(id)).findFirst();
    }

    public Optional<OfferedModel> model(String named) {
        return models.stream().filter(model -> model.name().equals(named)).findFirst();
    }

    public ProviderSettings withKey(@Nullable SealedSecret next) {
        return new ProviderSettings(
                name, type, address, enabled, preferredAt, next, callsAtOnce, models);
    }

    public ProviderSettings withModels(List<OfferedModel> next) {
        return new ProviderSettings(
                name, type, address, enabled, preferredAt, key, callsAtOnce, next);
    }

    /** With one model as {@code edit} leaves it. */
    public ProviderSettings withModel(OfferedModelId id, UnaryOperator<OfferedModel> edit) {
        return withModels(
                models.stream()
                        .map(model -> model.id().equals(id) ? edit.apply(model) : model)
                        .toList());
    }

    public ProviderSettings withoutModel(OfferedModelId id) {
        return withModels(models.stream().filter(model -> !model.id().equals(id)).toList());
    }
}
