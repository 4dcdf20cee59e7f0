package dev.perdure.engine;

import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.EventTail;
import dev.perdure.event.Delta;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The answer to one message, read from the log: as it arrives, or whole. May be read again and
 * again.
 */
public final class Reply {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final EventLog log;
    private final Envelope message;
    private final TurnId asked;
    private final BooleanSupplier closed;

    /**
     * @param closed whether the engine was closed, so that nothing more can be read
     */
    Reply(EventLog log, Envelope message, TurnId turn, BooleanSupplier closed) {
        this.log = log;
        this.message = message;
        this.asked = turn;
        this.closed = closed;
    }

    /**
     * Hands every record of the turn to {@code reader}, in order, until the turn has ended. Facts
     * and deltas alike; nothing reaches the reader that is not committed. When the message joins
     * another turn, the records of that one follow.
     *
     * @throws IllegalStateException when the session is deleted or the engine closed before
     */
    public void follow(Consumer<Envelope> reader) throws InterruptedException {
        try (EventTail.Subscription tail = log.follow(message.session(), message.offset())) {
            TurnId turn = asked;
            while (true) {
                List<Envelope> records = tail.next(POLL);
                for (Envelope envelope : records) {
                    if (isOf(turn, envelope.entry())) {
                        reader.accept(envelope);
                        if (isEnd(envelope.entry())) {
                            return;
                        }
                        if (envelope.entry() instanceof TurnEvent.MessageSteered steered) {
                            turn = steered.into();
                        }
                    }
                }
                if (tail.isGone()) {
                    throw new IllegalStateException("The session was deleted.");
                }
                if (records.isEmpty() && closed.getAsBoolean()) {
                    throw new IllegalStateException(
                            "The engine was closed before the turn ended; it goes on when another"
                                    + " opens the storage.");
                }
            }
        }
    }

    /**
     * Hands the pieces of text to {@code reader} as they arrive and answers the whole. Pieces of an
     * attempt that was cut off have been handed over by then; the whole holds none of them.
     *
     * @throws IllegalStateException when the turn ends without an answer, and says why
     */
    public String stream(Consumer<String> reader) throws InterruptedException {
        Reading reading = new Reading(reader);
        follow(reading::take);
        return reading.answer();
    }

    /**
     * Waits for the whole text of the answer.
     *
     * @throws IllegalStateException when the turn ends without an answer, and says why
     */
    public String text() throws InterruptedException {
        return stream(piece -> {});
    }

    private static boolean isOf(TurnId turn, Entry entry) {
        return switch (entry) {
            case TurnEvent fact -> fact.turn().equals(turn);
            case Delta delta -> delta.turn().equals(turn);
            case SessionEvent other -> false;
        };
    }

    private static boolean isEnd(Entry entry) {
        return entry instanceof TurnEvent.TurnCompleted
                || entry instanceof TurnEvent.TurnFailed
                || entry instanceof TurnEvent.TurnCancelled
                || entry instanceof TurnEvent.TurnSealed;
    }

    /** What has been read of the answer so far. */
    private static final class Reading {

        private final Consumer<String> reader;
        private String text = "";
        private String trouble = "";

        Reading(Consumer<String> reader) {
            this.reader = reader;
        }

        void take(Envelope envelope) {
            Entry entry = envelope.entry();
            if (entry instanceof Delta.OutputDelta delta) {
                reader.accept(delta.text());
            } else if (entry instanceof StepEvent.OutputCompleted completed) {
                text = completed.message().text();
            } else if (entry instanceof TurnEvent.TurnFailed failed) {
                trouble = failed.sentence();
            } else if (entry instanceof TurnEvent.TurnCancelled) {
                trouble = "The turn was cancelled.";
            } else if (entry instanceof TurnEvent.TurnSealed sealed) {
                trouble = "The turn hit its bound: " + sealed.reason() + ".";
            }
        }

        String answer() {
            if (!trouble.isEmpty()) {
                throw new IllegalStateException(trouble);
            }
            return text;
        }
    }
}
