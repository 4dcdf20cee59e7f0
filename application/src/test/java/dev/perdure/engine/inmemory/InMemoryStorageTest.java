package dev.perdure.engine.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventTail.Subscription;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Envelope;
import dev.perdure.event.Event;
import dev.perdure.event.Offset;
import dev.perdure.event.SessionEvent;
import dev.perdure.harness.Harness;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class InMemoryStorageTest {

    private final InMemoryStorage first = InMemoryStorage.open();
    private final SessionKey session =
            new SessionKey(OrganisationId.DEFAULT, new SessionId(UUID.randomUUID()));
    private final TurnId turn = new TurnId(UUID.randomUUID());

    @Test
    void the_stage_of_an_append_is_complete_when_the_call_returns() {
        assertThat(first.log().append(List.of(opening())).toCompletableFuture())
                .isCompletedWithValueMatching(
                        outcomes -> outcomes.getFirst() instanceof AppendOutcome.Appended);
    }

    @Test
    void a_node_that_closes_leaves_the_data_and_its_turns_to_the_others() {
        Storage second = first.node();
        first.work().join();
        second.work().join();
        first.log()
                .append(List.of(opening().with(new WorkChange.Enqueue(turn, "key", true))))
                .toCompletableFuture()
                .join();

        first.close();

        assertThat(second.work().claim(1)).extracting(Claim::turn).containsExactly(turn);
        assertThat(second.log().head(session)).isPresent();
    }

    @Test
    void a_node_that_closes_wakes_its_readers() throws Exception {
        first.log().append(List.of(opening())).toCompletableFuture().join();
        Subscription subscription = first.log().follow(session, new Offset(1));
        CompletableFuture<List<Envelope>> read = new CompletableFuture<>();
        Thread reader =
                Thread.startVirtualThread(() -> {
                    try {
                        read.complete(subscription.next(Duration.ofHours(1)));
                    } catch (InterruptedException interrupted) {
                        read.completeExceptionally(interrupted);
                    }
                });

        first.close();

        assertThat(read.get(60, TimeUnit.SECONDS)).isEmpty();
        reader.join();
    }

    @Test
    void a_stream_can_be_followed_before_it_begins() throws Exception {
        Subscription subscription = first.log().follow(session, Offset.START);
        assertThat(subscription.next(Duration.ZERO)).isEmpty();

        first.log().append(List.of(opening())).toCompletableFuture().join();

        assertThat(subscription.next(Duration.ofSeconds(60))).hasSize(1);
    }

    @Test
    void time_does_not_fall_when_the_clock_is_turned_back() {
        AtomicReference<Instant> clock =
                new AtomicReference<>(Instant.parse("2026-03-01T12:00:00.123456Z"));
        InMemoryStorage storage = InMemoryStorage.open(clock::get);
        storage.log().append(List.of(opening())).toCompletableFuture().join();

        clock.set(Instant.parse("2026-03-01T11:00:00Z"));
        storage.log()
                .append(List.of(Batch.of(session, new Guard.Exists(), List.of(opened()))))
                .toCompletableFuture()
                .join();

        assertThat(storage.log().read(session, Offset.START, 10, Selection.FACTS))
                .hasSize(2)
                .extracting(Envelope::time)
                .containsOnly(Instant.parse("2026-03-01T12:00:00.123Z"));
    }

    @Test
    void a_group_with_a_stream_that_begins_with_something_else_is_a_defect_and_writes_nothing() {
        SessionKey other = new SessionKey(OrganisationId.DEFAULT, new SessionId(UUID.randomUUID()));
        Batch empty = Batch.of(other, new Guard.NewStream(), List.of());

        assertThatThrownBy(() -> first.log().append(List.of(opening(), empty)))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(first.log().head(session)).isEmpty();
        assertThat(first.log().head(other)).isEmpty();
    }

    private Batch opening() {
        return Batch.of(session, new Guard.NewStream(), List.of(opened()));
    }

    private static Event opened() {
        return new SessionEvent.SessionOpened(
                SessionSettings.of(Harness.GENERIC_ID, null, "a session"));
    }
}
