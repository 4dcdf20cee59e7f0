package dev.perdure.resolution;

import dev.perdure.capability.CapabilityId;
import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import dev.perdure.refusal.Refusal;
import io.vavr.control.Either;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** What a use of the capability {@code client_tools} says: how long a client may take. */
public final class ClientTime {

    /** The capability whose uses say so. */
    public static final CapabilityId CAPABILITY = new CapabilityId("client_tools");

    /** Longer is as good as no limit. */
    public static final Duration MAX = Duration.ofDays(365);

    private static final String MEMBER = "timeout_seconds";

    private ClientTime() {}

    /** The limit; empty when the use names none. */
    public static Either<Refusal, Optional<Duration>> read(JsonObject config) {
        Optional<JsonValue> value = config.get(MEMBER);
        if (value.isEmpty()) {
            return Either.right(Optional.empty());
        }
        OptionalLong seconds =
                value.get() instanceof JsonNumber ? config.longValue(MEMBER) : OptionalLong.empty();
        return seconds.isEmpty() || seconds.getAsLong() < 1 || seconds.getAsLong() > MAX.toSeconds()
                ? Either.left(
                        new Refusal.Invalid(
                                "capabilities.config." + MEMBER,
                                "The timeout_seconds of client_tools is a whole number from 1 to "
                                        + MAX.toSeconds()
                                        + "."))
                : Either.right(Optional.of(Duration.ofSeconds(seconds.getAsLong())));
    }
}
