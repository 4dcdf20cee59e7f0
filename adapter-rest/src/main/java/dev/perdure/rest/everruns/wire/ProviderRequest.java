package dev.perdure.rest.everruns.wire;

import dev.perdure.engine.provider.ProviderDraft;
import dev.perdure.engine.provider.ProviderEdit;
import dev.perdure.provider.ProviderSettings;
import dev.perdure.provider.Secret;
import dev.perdure.refusal.Refusal;
import io.vavr.control.Either;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What a request says about a provider; read at once, so that applying cannot fail. */
final class ProviderRequest {

    private static final String CALLS_AT_ONCE = "max_concurrent_calls";

    private final Fields body;
    private final Optional<String> name;
    private final Optional<String> type;
    private final Optional<String> address;
    private final Optional<Boolean> preferred;
    private final Optional<Boolean> enabled;
    private final @Nullable Secret key;
    private final @Nullable Integer callsAtOnce;

    ProviderRequest(Fields body) {
        this.body = body;
        this.name = body.string("name");
        this.type = body.string("provider_type");
        this.address = body.string("base_url");
        this.preferred = body.bool("is_default");
        this.enabled = Status.read(body);
        this.key = key(body);
        this.callsAtOnce = callsAtOnce(body);
    }

    /** The provider as the request has it, when nothing was before. */
    ProviderDraft draft() {
        return new ProviderDraft(
                name.orElseThrow(() -> body.missing("name")),
                type.orElseThrow(() -> body.missing("provider_type")),
                address.orElse(""),
                key,
                callsAtOnce,
                preferred.orElse(false));
    }

    /** What is mentioned; JSON null takes an address or a key away. */
    ProviderEdit edit() {
        return new ProviderEdit(this::apply, key);
    }

    private Either<Refusal, ProviderSettings> apply(ProviderSettings before, Instant now) {
        Instant preferredAt =
                preferred.isEmpty() ? before.preferredAt() : preferred.get() ? now : null;
        boolean takesKeyAway = body.has("api_key") && body.string("api_key").isEmpty();
        return Either.right(
                new ProviderSettings(
                        name.map(String::strip).orElse(before.name()),
                        type.orElse(before.type()),
                        body.has("base_url") ? address.orElse("").strip() : before.address(),
                        enabled.orElse(before.enabled()),
                        preferredAt,
                        takesKeyAway ? null : before.key(),
                        body.has(CALLS_AT_ONCE) ? callsAtOnce : before.callsAtOnce(),
                        before.models()));
    }

    private static @Nullable Integer callsAtOnce(Fields body) {
        OptionalInt bound = body.count(CALLS_AT_ONCE);
        if (bound.isEmpty()) {
            return null;
        }
        if (bound.getAsInt() == 0) {
            throw body.wrong(CALLS_AT_ONCE, "a whole number from 1, or null");
        }
        return bound.getAsInt();
    }

    private static @Nullable Secret key(Fields body) {
        String key = body.string("api_key").orElse("").strip();
        return key.isEmpty() ? null : new Secret(key);
    }
}
