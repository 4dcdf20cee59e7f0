package dev.perdure.rest.everruns.wire;

import dev.perdure.engine.model.SharedProvider;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.provider.Provider;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A provider as answers show it, kept by an organisation or brought by the installation.
 *
 * @param slug the first part of the names of its models
 * @param address empty where it has none of its own
 * @param callsAtOnce how many calls of it may be under way on one node; absent where nobody said
 * @param isShared whether it is the installation's, which nobody changes here
 */
public record ProviderView(
        UUID id,
        String name,
        String slug,
        String type,
        String address,
        boolean hasKey,
        @Nullable Integer callsAtOnce,
        boolean isDefault,
        boolean enabled,
        boolean isShared,
        Instant createdAt,
        Instant updatedAt) {

    static ProviderView of(Provider provider, boolean isDefault) {
        return new ProviderView(
                provider.id().value(),
                provider.settings().name(),
                provider.slug(),
                provider.settings().type(),
                provider.settings().address(),
                provider.settings().key() != null,
                provider.settings().callsAtOnce(),
                isDefault,
                provider.settings().enabled(),
                false,
                provider.createdAt(),
                provider.updatedAt());
    }

    /** Its id is the same on every node, as long as its name is; it has no times of its own. */
    static ProviderView of(SharedProvider provider, boolean isDefault) {
        return new ProviderView(
                UUID.nameUUIDFromBytes(
                        ("provider of the installation: " + provider.name())
                                .getBytes(StandardCharsets.UTF_8)),
                provider.name(),
                provider.name(),
                provider.type(),
                provider.address(),
                provider.hasKey(),
                null,
                isDefault,
                true,
                true,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    /** Whatever of the key is known is that there is one. */
    public JsonObject write(IdSpelling spelling) {
        JsonObjectBuilder body =
                JsonObject.builder()
                        .put("id", spelling.write(WireId.PROVIDER, id))
                        .put("name", name)
                        .put("slug", slug)
                        .put("provider_type", type);
        if (!address.isEmpty()) {
            body.put("base_url", address);
        }
        if (callsAtOnce != null) {
            body.put("max_concurrent_calls", callsAtOnce);
        }
        return body.put("api_key_set", hasKey)
                .put("is_default", isDefault)
                .put("status", enabled ? "active" : "disabled")
                .put("read_only", isShared)
                .put("created_at", WireTime.write(createdAt))
                .put("updated_at", WireTime.write(updatedAt))
                .build();
    }
}
