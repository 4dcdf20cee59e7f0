package dev.perdure.engine.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.log.Seen;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.harness.Harness;
import dev.perdure.json.JsonObject;
import dev.perdure.message.Controls;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.message.Role;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.turn.TurnId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FactWalkTest {

    private final InMemoryStorage storage = InMemoryStorage.open();
    private final List<Integer> pages = new ArrayList<>();
    private final SessionKey session =
            new SessionKey(OrganisationId.DEFAULT, new SessionId(UUID.randomUUID()));

    private void write(int messages, String text) {
        Guard guard = new Guard.NewStream();
        List<Entry> entries = new ArrayList<>();
        entries.add(
                new SessionEvent.SessionOpened(SessionSettings.of(Harness.GENERIC_ID, null, "")));
        for (int i = 0; i < messages; i++) {
            entries.add(
                    new TurnEvent.MessageReceived(
                            new TurnId(UUID.randomUUID()),
                            new Message(
                                    new MessageId(UUID.randomUUID()),
                                    Role.USER,
                                    List.of(new InputPart.Text(text)),
                                    Controls.NONE,
                                    JsonObject.empty(),
                                    JsonObject.empty(),
                                    JsonObject.empty(),
                                    Instant.EPOCH)));
        }
        Appends.one(storage.log(), Batch.of(session, guard, entries));
    }

    private List<Long> walked(FactWalk walk) {
        List<Long> versions = new ArrayList<>();
        walk.forEachRemaining(fact -> versions.add(fact.version().value()));
        assertThat(walk.hasNext()).isFalse();
        assertThatThrownBy(walk::next).isInstanceOf(NoSuchElementException.class);
        return versions;
    }

    private static List<Long> numbers(int from, int to) {
        List<Long> numbers = new ArrayList<>();
        for (long number = from; number <= to; number++) {
            numbers.add(number);
        }
        return numbers;
    }

    @Test
    void every_fact_comes_once_and_in_order() {
        write(4999, "");

        assertThat(walked(FactWalk.upTo(reader(), session, new StreamVersion(5000))))
                .isEqualTo(numbers(1, 5000));
        assertThat(walked(FactWalk.upTo(reader(), session, new StreamVersion(17))))
                .isEqualTo(numbers(1, 17));
        assertThat(walked(FactWalk.after(reader(), session, new StreamVersion(4000))))
                .isEqualTo(numbers(4001, 5000));
        assertThat(walked(FactWalk.after(reader(), session, new StreamVersion(5000)))).isEmpty();
    }

    @Test
    void pages_of_large_facts_are_short() {
        write(100, "x".repeat(300_000));

        assertThat(walked(FactWalk.after(reader(), session, StreamVersion.NONE))).hasSize(101);

        assertThat(pages).allMatch(size -> size <= 16);
    }

    @Test
    void a_long_session_of_small_facts_takes_few_pages() {
        write(4999, "");

        walked(FactWalk.after(reader(), session, StreamVersion.NONE));

        assertThat(pages).hasSizeLessThan(12);
    }

    /** The log, and how long the pages are that are read of it. */
    private EventReader reader() {
        EventReader log = storage.log();
        return new EventReader() {
            @Override
            public Set<SessionKey> moved(List<Seen> sessions) {
                return log.moved(sessions);
            }

            @Override
            public Optional<SessionHead> head(SessionKey asked) {
                return log.head(asked);
            }

            @Override
            public List<Envelope> read(
                    SessionKey asked, Offset after, int limit, Selection selection) {
                return log.read(asked, after, limit, selection);
            }

            @Override
            public List<Envelope> latest(SessionKey asked, StreamVersion before, int limit) {
                return log.latest(asked, before, limit);
            }

            @Override
            public List<Envelope> facts(SessionKey asked, StreamVersion from, StreamVersion to) {
                List<Envelope> facts = log.facts(asked, from, to);
                pages.add(facts.size());
                return facts;
            }

            @Override
            public Offset lastFactAt(SessionKey asked, Instant time) {
                return log.lastFactAt(asked, time);
            }
        };
    }
}
