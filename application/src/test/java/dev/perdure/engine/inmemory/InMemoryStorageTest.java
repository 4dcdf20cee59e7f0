package dev.perdure.engine.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventTail.Subscription;
import dev.perdure.engine.log.Guard;
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
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

        assertThat(read.get(10, TimeUnit.SECONDS)).isEmpty();
        reader.join();
    }

    @Test
    void a_stream_can_be_followed_before_it_begins() throws Exception {
        Subscription subscription = first.log().follow(session, Offset.START);
        assertThat(subscription.next(Duration.ZERO)).isEmpty();

        first.log().append(List.of(opening())).toCompletableFuture().join();

        assertThat(subscription.next(Duration.ofSeconds(10))).hasSize(1);
    }

    private Batch opening() {
        Event opened =
                new SessionEvent.SessionOpened(
                        SessionSettings.of(Harness.GENERIC_ID, null, "a session"));
        return Batch.of(session, new Guard.NewStream(), List.of(opened));
    }
}
