package dev.perdure.rest.everruns.wire;

import dev.perdure.provider.ModelOrigin;
import dev.perdure.provider.OfferedModel;
import dev.perdure.provider.OfferedModelId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What a request says about a model of a provider; read at once, so that applying cannot fail. */
final class OfferedModelRequest {

    private final Fields body;
    private final Optional<String> name;
    private final Optional<String> displayName;
    private final Optional<List<String>> abilities;
    private final OptionalInt contextWindow;
    private final Optional<Boolean> preferred;
    private final Optional<Boolean> enabled;

    OfferedModelRequest(Fields body) {
        this.body = body;
        this.name = body.string("model_id").map(String::strip);
        this.displayName = body.string("display_name");
        this.abilities = body.strings("capabilities");
        this.contextWindow = body.count("context_window");
        this.preferred = body.bool("is_default");
        this.enabled = Status.read(body);
        if (name.isPresent() && name.get().isEmpty()) {
            throw body.wrong("model_id", "the name the provider has for the model");
        }
    }

    /** The model as the request has it, when nothing was before. */
    OfferedModel created(OfferedModelId id, Instant now) {
        String called = name.orElseThrow(() -> body.missing("model_id"));
        return new OfferedModel(
                id,
                called,
                displayName.orElse(called),
                abilities.orElse(List.of()),
                window(null),
                ModelOrigin.MANUAL,
                enabled.orElse(true),
                preferred.orElse(false) ? now : null,
                now,
                now);
    }

    /** The model with what is mentioned. Whoever changes one has written it down. */
    OfferedModel revised(OfferedModel before, Instant now) {
        return new OfferedModel(
                before.id(),
                name.orElse(before.name()),
                displayName.orElse(before.displayName()),
                abilities.orElse(before.abilities()),
                window(before.contextWindow()),
                ModelOrigin.MANUAL,
                enabled.orElse(before.enabled()),
                preferred.isEmpty() ? before.preferredAt() : preferred.get() ? now : null,
                before.createdAt(),
                now);
    }

    private @Nullable Integer window(@Nullable Integer before) {
        if (!body.has("context_window")) {
            return before;
        }
        return contextWindow.isPresent() ? contextWindow.getAsInt() : null;
    }
}
