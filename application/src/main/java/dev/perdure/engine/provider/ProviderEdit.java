package dev.perdure.engine.provider;

import dev.perdure.provider.ProviderSettings;
import dev.perdure.provider.Secret;
import dev.perdure.refusal.Refusal;
import io.vavr.control.Either;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A change of a provider, made again when somebody else changed it meanwhile.
 *
 * @param key to be sealed in the place of the one before; absent leaves that to {@code change}
 */
public record ProviderEdit(Change change, @Nullable Secret key) {

    /** What is to be true of the settings afterwards, or why it cannot be. */
    @FunctionalInterface
    public interface Change {
        Either<Refusal, ProviderSettings> apply(ProviderSettings before, Instant now);
    }

    public static ProviderEdit of(UnaryOperator<ProviderSettings> change) {
        return new ProviderEdit((before, now) -> Either.right(change.apply(before)), null);
    }
}
