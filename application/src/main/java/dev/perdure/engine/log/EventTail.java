package dev.perdure.engine.log;

import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.session.SessionKey;
import java.time.Duration;
import java.util.List;

/** The following side of the log. */
public interface EventTail {

    /**
     * Follows the stream from the first record after {@code after}: what is in the log now and then
     * what is committed, on any node, without a gap and without a repetition.
     */
    Subscription follow(SessionKey session, Offset after);

    /**
     * One reader's place. For one thread, except {@link #close}. Holds no connection while it
     * waits. A reader slower than the writers costs them nothing: it reads the log itself to catch
     * up.
     */
    interface Subscription extends AutoCloseable {

        /**
         * The next records in order, as many as there are up to a bound; empty after {@code max}.
         *
         * @throws RecordUnreadable when the next record is one that cannot be read; all before it
         *     were handed out
         */
        List<Envelope> next(Duration max) throws InterruptedException;

        /** Whether the stream was deleted; it then yields nothing more. */
        boolean isGone();

        /** Idempotent; wakes a reader that waits. */
        @Override
        void close();
    }
}
