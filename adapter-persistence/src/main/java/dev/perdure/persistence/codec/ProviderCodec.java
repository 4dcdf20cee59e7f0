package dev.perdure.persistence.codec;

import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.provider.ModelOrigin;
import dev.perdure.provider.OfferedModel;
import dev.perdure.provider.OfferedModelId;
import dev.perdure.provider.ProviderSettings;
import dev.perdure.provider.SealedSecret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stored form of the settings of providers, but for the key: canonical JSON in UTF-8. */
public final class ProviderCodec {

    private ProviderCodec() {}

    public static byte[] encode(ProviderSettings settings) {
        return Json.utf8(
                JsonObject.builder()
                        .put("name", settings.name())
                        .put("type", settings.type())
                        .put("address", settings.address())
                        .put("enabled", settings.enabled())
                        .putIfPresent(
                                "preferred_at",
                                Optional.ofNullable(settings.preferredAt()).map(Values::text))
                        .putIfPresent("calls_at_once", Optional.ofNullable(settings.callsAtOnce()))
                        .put("models", Values.list(settings.models(), ProviderCodec::model))
                        .build());
    }

    public static ProviderSettings decode(byte[] stored, @Nullable SealedSecret key) {
        Fields in = Fields.of("provider settings", Stored.object("provider settings", stored));
        return new ProviderSettings(
                in.text("name"),
                in.text("type"),
                in.text("address"),
                in.flag("enabled"),
                in.orNull("preferred_at", Fields::instant),
                key,
                in.orNull("calls_at_once", Fields::integer),
                in.list("models", ProviderCodec::model));
    }

    private static JsonObject model(OfferedModel model) {
        return JsonObject.builder()
                .put("id", Values.text(model.id().value()))
                .put("name", model.name())
                .put("display_name", model.displayName())
                .put("abilities", Values.texts(model.abilities()))
                .putIfPresent("context_window", Optional.ofNullable(model.contextWindow()))
                .put("origin", Values.constant(model.origin()))
                .put("enabled", model.enabled())
                .putIfPresent(
                        "preferred_at", Optional.ofNullable(model.preferredAt()).map(Values::text))
                .put("created_at", Values.text(model.createdAt()))
                .put("updated_at", Values.text(model.updatedAt()))
                .build();
    }

    private static OfferedModel model(Fields in) {
        return new OfferedModel(
                new OfferedModelId(in.uuid("id")),
                in.text("name"),
                in.text("display_name"),
                in.texts("abilities"),
                in.orNull("context_window", Fields::integer),
                in.constant("origin", ModelOrigin.class),
                in.flag("enabled"),
                in.orNull("preferred_at", Fields::instant),
                in.instant("created_at"),
                in.instant("updated_at"));
    }
}
