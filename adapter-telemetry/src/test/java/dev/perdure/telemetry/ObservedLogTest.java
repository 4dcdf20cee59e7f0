package dev.perdure.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.contract.StorageFixture;
import dev.perdure.contract.log.EventLogContract;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.store.Storage;
import dev.perdure.event.Envelope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ObservedLogTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Whoever listens changes nothing of what a log promises. */
    @Nested
    class IsALog extends EventLogContract {

        @Override
        protected StorageFixture newFixture() {
            return new ObservedFixture();
        }
    }

    @Test
    void facts_are_told_once_and_in_order_and_pieces_of_text_are_not() {
        List<Envelope> told = new CopyOnWriteArrayList<>();
        try (Storage storage = new ObservedStorage(InMemoryStorage.open(), told::add)) {
            SessionScenario session = SessionScenario.opened(storage, PATIENCE);
            session.write(Sample.fact("1"), Sample.delta("a"), Sample.fact("2"));
            session.write(Sample.delta("b"));

            List<Envelope> facts = session.log().stream().filter(Envelope::isFact).toList();
            assertThat(facts).hasSize(3);
            assertThat(told).isEqualTo(facts);
        }
    }

    @Test
    void what_was_refused_is_not_told() {
        List<Envelope> told = new CopyOnWriteArrayList<>();
        try (Storage storage = new ObservedStorage(InMemoryStorage.open(), told::add)) {
            SessionScenario session = SessionScenario.opened(storage, PATIENCE);
            int before = told.size();

            AppendOutcome outcome = session.attempt(new Guard.NewStream(), Sample.opening());

            assertThat(outcome).isInstanceOf(AppendOutcome.Refused.class);
            assertThat(told).hasSize(before);
        }
    }

    @Test
    void a_listener_that_fails_at_one_fact_is_told_the_next_and_spoils_no_append() {
        List<Envelope> told = new CopyOnWriteArrayList<>();
        FactListener failing =
                fact -> {
                    told.add(fact);
                    throw new IllegalStateException("a defect of the listener");
                };
        try (Storage storage = new ObservedStorage(InMemoryStorage.open(), failing)) {
            SessionScenario session = SessionScenario.opened(storage, PATIENCE);
            session.write(Sample.fact("1"), Sample.fact("2"));

            assertThat(told).hasSize(3);
        }
    }

    /** The storage in memory, on a clock that the suites move, with somebody who listens. */
    private static final class ObservedFixture implements StorageFixture {

        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
        private final InstantSource clock = () -> now;
        private final InMemoryStorage first = InMemoryStorage.open(clock);
        private final List<Storage> open = new ArrayList<>();

        @Override
        public Storage open() {
            return opened(first);
        }

        @Override
        public Storage openNode() {
            return opened(first.node());
        }

        @Override
        public Storage reopen(Storage node) {
            node.close();
            return opened(InMemoryStorage.open(clock));
        }

        @Override
        public boolean survivesReopen() {
            return false;
        }

        @Override
        public boolean grantsClaimsAtBirth() {
            return true;
        }

        @Override
        public void advanceTime(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Duration lease() {
            return InMemoryStorage.LEASE;
        }

        @Override
        public void close() {
            open.forEach(Storage::close);
        }

        private Storage opened(Storage node) {
            Storage observed = new ObservedStorage(node, fact -> {});
            open.add(observed);
            return observed;
        }
    }
}
