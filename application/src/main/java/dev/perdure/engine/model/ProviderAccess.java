package dev.perdure.engine.model;

import dev.perdure.provider.ProviderId;
import dev.perdure.provider.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a driver needs to reach a provider.
 *
 * @param id the same for every version of the provider; absent before it is kept
 * @param name the first part of the names of its models
 * @param type what its server speaks, as drivers call it
 * @param address empty where the type knows
 * @param key absent where the server asks for none
 * @param callsAtOnce how many calls may be under way; absent is as many as there are
 * @param models the models worth listing, as the provider calls them
 */
public record ProviderAccess(
        @Nullable ProviderId id,
        String name,
        String type,
        String address,
        @Nullable Secret key,
        @Nullable Integer callsAtOnce,
        List<String> models) {

    public ProviderAccess {
        models = List.copyOf(models);
    }
}
