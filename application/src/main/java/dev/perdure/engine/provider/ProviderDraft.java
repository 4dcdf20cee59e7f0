package dev.perdure.engine.provider;

import dev.perdure.provider.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A request to keep a provider.
 *
 * @param name free text
 * @param address empty where the type knows
 * @param key absent where the server asks for none
 * @param callsAtOnce how many calls of it may be under way on one node; absent is as many as there
 *     are
 * @param preferred whether it is to be the default of its organisation
 */
public record ProviderDraft(
        String name,
        String type,
        String address,
        @Nullable Secret key,
        @Nullable Integer callsAtOnce,
        boolean preferred) {}
