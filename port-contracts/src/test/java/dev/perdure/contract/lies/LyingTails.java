package dev.perdure.contract.lies;

import dev.perdure.engine.log.EventTail.Subscription;
import dev.perdure.event.Envelope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tails that go wrong by themselves. */
final class LyingTails {

    private LyingTails() {}

    static final class Repeating extends LyingTail {

        private List<Envelope> last = List.of();

        Repeating(Subscription honest) {
            super(honest);
        }

        @Override
        public List<Envelope> next(Duration max) throws InterruptedException {
            List<Envelope> next = new ArrayList<>(last);
            List<Envelope> more = honest.next(max);
            next.addAll(more);
            last = more.isEmpty() ? List.of() : List.of(more.getLast());
            return next;
        }
    }

    static final class Skipping extends LyingTail {

        Skipping(Subscription honest) {
            super(honest);
        }

        @Override
        public List<Envelope> next(Duration max) throws InterruptedException {
            List<Envelope> next = honest.next(max);
            return next.size() < 3 ? next : next.subList(1, next.size());
        }
    }

    static final class Backwards extends LyingTail {

        Backwards(Subscription honest) {
            super(honest);
        }

        @Override
        public List<Envelope> next(Duration max) throws InterruptedException {
            return honest.next(max).reversed();
        }
    }

    static final class FactsOnly extends LyingTail {

        FactsOnly(Subscription honest) {
            super(honest);
        }

        @Override
        public List<Envelope> next(Duration max) throws InterruptedException {
            return honest.next(max).stream().filter(Envelope::isFact).toList();
        }
    }

    static final class Sleeping extends LyingTail {

        Sleeping(Subscription honest) {
            super(honest);
        }

        @Override
        public List<Envelope> next(Duration max) throws InterruptedException {
            List<Envelope> present = honest.next(Duration.ZERO);
            if (present.isEmpty()) {
                Thread.sleep(max);
            }
            return present;
        }
    }

    static final class Impatient extends LyingTail {

        Impatient(Subscription honest) {
            super(honest);
        }

        @Override
        public List<Envelope> next(Duration max) throws InterruptedException {
            return honest.next(Duration.ZERO);
        }
    }

    static final class NeverGone extends LyingTail {

        NeverGone(Subscription honest) {
            super(honest);
        }

        @Override
        public boolean isGone() {
            return false;
        }
    }

    static final class AlwaysGone extends LyingTail {

        AlwaysGone(Subscription honest) {
            super(honest);
        }

        @Override
        public boolean isGone() {
            return true;
        }
    }

    static final class GoneWhenIdle extends LyingTail {

        private boolean shown;

        GoneWhenIdle(Subscription honest) {
            super(honest);
        }

        @Override
        public List<Envelope> next(Duration max) throws InterruptedException {
            shown = true;
            return honest.next(max);
        }

        @Override
        public boolean isGone() {
            return shown;
        }
    }

    static final class Unclosable extends LyingTail {

        Unclosable(Subscription honest) {
            super(honest);
        }

        @Override
        public void close() {}
    }

    static final class ClosableOnce extends LyingTail {

        private boolean closed;

        ClosableOnce(Subscription honest) {
            super(honest);
        }

        @Override
        public void close() {
            if (closed) {
                throw new IllegalStateException("closed before");
            }
            closed = true;
            honest.close();
        }
    }

    static final class Uninterruptible extends LyingTail {

        Uninterruptible(Subscription honest) {
            super(honest);
        }

        @Override
        public List<Envelope> next(Duration max) {
            try {
                return honest.next(max);
            } catch (InterruptedException swallowed) {
                return List.of();
            }
        }
    }
}
