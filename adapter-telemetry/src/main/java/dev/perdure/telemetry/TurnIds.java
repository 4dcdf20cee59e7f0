package dev.perdure.telemetry;

import dev.perdure.turn.TurnId;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The ids of spans of turns, computed from the turn, so that nodes that know nothing of each other
 * write one trace, and a span that is told twice is one span. Every other span gets random ids.
 * Thread-safe.
 *
 * <p>A program with a tracer provider of its own gives it this generator. Without it the spans of a
 * turn are one trace for each node that ran a part of it.
 */
public final class TurnIds implements IdGenerator {

    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;

    private final IdGenerator others = IdGenerator.random();

    /**
     * Set and removed within one call, so that no thread keeps it; a static field may not change.
     */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Ids> next = new ThreadLocal<>();

    private TurnIds() {}

    public static TurnIds create() {
        return new TurnIds();
    }

    @Override
    public String generateTraceId() {
        Ids ids = next.get();
        return ids == null ? others.generateTraceId() : ids.trace();
    }

    @Override
    public String generateSpanId() {
        Ids ids = next.get();
        return ids == null ? others.generateSpanId() : ids.span();
    }

    /** Starts a span under these ids, where the provider asks this generator. */
    Span start(SpanBuilder builder, Ids ids) {
        next.set(ids);
        try {
            return builder.startSpan();
        } finally {
            next.remove();
        }
    }

    /**
     * The ids of one span of a turn, the same wherever and whenever they are asked for. They are a
     * hash, because samplers take the bits of a trace's id for random, and those of a turn's are
     * not.
     *
     * @param trace in hex
     * @param span in hex
     */
    record Ids(String trace, String span) {

        /** Of the turn itself. */
        static Ids of(TurnId turn) {
            return of(turn, "");
        }

        /**
         * Of a part of the turn.
         *
         * @param part what tells it apart within the turn
         */
        static Ids of(TurnId turn, String part) {
            HexFormat hex = HexFormat.of();
            return new Ids(
                    hex.formatHex(hash(turn, ""), 0, TRACE_BYTES),
                    hex.formatHex(hash(turn, part), TRACE_BYTES, TRACE_BYTES + SPAN_BYTES));
        }

        private static byte[] hash(TurnId turn, String part) {
            MessageDigest digest = sha256();
            digest.update(
                    ByteBuffer.allocate(2 * Long.BYTES)
                            .putLong(turn.value().getMostSignificantBits())
                            .putLong(turn.value().getLeastSignificantBits())
                            .array());
            return digest.digest(part.getBytes(StandardCharsets.UTF_8));
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException everyPlatformHasIt) {
                throw new IllegalStateException("This Java has no SHA-256.", everyPlatformHasIt);
            }
        }
    }
}
