package dev.perdure.rest.everruns.wire;

import dev.perdure.engine.model.ModelCatalog;
import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.model.ModelPrice;
import dev.perdure.model.ModelProfile;
import dev.perdure.model.ModelRef;
import dev.perdure.provider.OfferedModel;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A model as answers show it.
 *
 * @param reference what agents, sessions and messages call it
 * @param name what its provider calls it
 * @param profile what is known of the model; what somebody wrote down counts
 * @param source {@code manual}, {@code discovered} or {@code predefined}
 */
public record ModelView(
        UUID id,
        ProviderView provider,
        String reference,
        String name,
        String displayName,
        List<String> abilities,
        ModelProfile profile,
        boolean isDefault,
        boolean enabled,
        String source,
        Instant createdAt,
        Instant updatedAt) {

    static ModelView of(
            ProviderView provider, OfferedModel model, String standard, ModelProfile known) {
        String reference = provider.slug() + "/" + model.name();
        return new ModelView(
                model.id().value(),
                provider,
                reference,
                model.name(),
                model.displayName(),
                model.abilities(),
                known.withContextWindow(model.contextWindow()),
                reference.equals(standard),
                model.enabled(),
                model.origin().name().toLowerCase(Locale.ROOT),
                model.createdAt(),
                model.updatedAt());
    }

    static ModelView of(
            ProviderView provider, ModelRef model, String standard, ModelProfile known) {
        String name = model.name().substring(model.name().indexOf('/') + 1);
        return new ModelView(
                ModelCatalog.idOf(model),
                provider,
                model.name(),
                name,
                name,
                List.of(),
                known,
                model.name().equals(standard),
                true,
                "predefined",
                provider.createdAt(),
                provider.updatedAt());
    }

    /** The members that every generation knows, then those of one or the other. */
    public JsonObject write(IdSpelling spelling) {
        JsonObjectBuilder body =
                JsonObject.builder()
                        .put("id", spelling.write(WireId.MODEL, id))
                        .put("provider_id", spelling.write(WireId.PROVIDER, provider.id()))
                        .put("provider_name", provider.name())
                        .put("provider_type", provider.type())
                        .put("model_id", name)
                        .put("reference", reference)
                        .put("display_name", displayName)
                        .put("capabilities", WireList.strings(abilities));
        if (profile.contextWindow() != null) {
            body.put("context_window", profile.contextWindow());
        }
        if (profile.price() != null) {
            body.put("cost", cost(profile.price()));
        }
        boolean usable = enabled && provider.enabled();
        return body.put("is_default", isDefault)
                .put("status", enabled ? "active" : "disabled")
                .put("enabled", usable)
                .put("healthy", true)
                .put("is_favorite", false)
                .put("source", source)
                .put("created_at", WireTime.write(createdAt))
                .put("updated_at", WireTime.write(updatedAt))
                .build();
    }

    /** In US dollars for a million tokens. */
    private static JsonObject cost(ModelPrice price) {
        JsonObjectBuilder cost =
                JsonObject.builder()
                        .put("input", amount(price.input()))
                        .put("output", amount(price.output()));
        if (price.cacheRead() != null) {
            cost.put("cache_read", amount(price.cacheRead()));
        }
        if (price.cacheWrite() != null) {
            cost.put("cache_write", amount(price.cacheWrite()));
        }
        return cost.build();
    }

    private static JsonNumber amount(BigDecimal dollars) {
        return new JsonNumber(dollars.toPlainString());
    }
}
