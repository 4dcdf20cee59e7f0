package dev.perdure.engine.secret;

import dev.perdure.engine.provider.KeyRing;
import dev.perdure.engine.provider.SecretOwner;
import dev.perdure.engine.store.KeptSecret;
import dev.perdure.engine.store.SecretStore;
import dev.perdure.provider.Secret;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionKey;
import io.vavr.control.Either;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Keeps secrets of a session, all that are given or none; one of a name that is there takes its
 * place. No refusal repeats a value.
 */
public final class KeepSecrets {

    /** Of a session; a list of their names is short enough for a model. */
    public static final int SECRETS_MAX = 100;

    /** In UTF-8: a certificate with its key fits, and a header that holds one is still taken. */
    public static final int VALUE_BYTES_MAX = 16 * 1_024;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private final SecretStore store;
    private final KeyRing keys;
    private final InstantSource clock;

    KeepSecrets(SecretStore store, KeyRing keys, InstantSource clock) {
        this.store = store;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Keeps them, sealed.
     *
     * @param values in clear, by name
     * @return how many were kept
     */
    public Either<Refusal, Integer> keep(SessionKey session, Map<String, String> values) {
        for (Map.Entry<String, String> each : values.entrySet()) {
            if (!NAME.matcher(each.getKey()).matches()) {
                return invalid("The name of a secret has 1 to 64 letters, digits, _, - and dots.");
            }
            if (each.getValue().isBlank()
                    || each.getValue().getBytes(StandardCharsets.UTF_8).length > VALUE_BYTES_MAX) {
                return invalid("The value of " + each.getKey() + " has to have 1 to 16384 bytes.");
            }
            if (!maySend(each.getValue())) {
                return invalid(
                        "The value of "
                                + each.getKey()
                                + " holds a character that cannot be sent: use printable ASCII.");
            }
        }
        if (!keys.canSeal()) {
            return invalid(
                    "This installation has no master key to seal secrets with: set"
                            + " PERDURE_SECRET_KEYS.");
        }
        Instant now = clock.instant();
        List<KeptSecret> sealed =
                values.entrySet().stream()
                        .map(each -> sealed(session, each.getKey(), each.getValue(), now))
                        .toList();
        return switch (store.put(session, sealed, SECRETS_MAX)) {
            case STORED -> Either.right(sealed.size());
            case NO_SUCH_SESSION ->
                    Either.left(Refusal.noSuchSession(session.id().value().toString()));
            case TOO_MANY ->
                    Either.left(
                            new Refusal.Conflicting(
                                    "A session has at most "
                                            + SECRETS_MAX
                                            + " secrets: delete some."));
        };
    }

    private KeptSecret sealed(SessionKey session, String name, String value, Instant now) {
        return new KeptSecret(
                session,
                name,
                keys.seal(new Secret(value), SecretOwner.ofSession(session, name)),
                now,
                now);
    }

    /** Tools send it in headers, which hold no others. */
    private static boolean maySend(String value) {
        return value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7f));
    }

    private static <T> Either<Refusal, T> invalid(String sentence) {
        return Either.left(new Refusal.Invalid("secrets", sentence));
    }
}
