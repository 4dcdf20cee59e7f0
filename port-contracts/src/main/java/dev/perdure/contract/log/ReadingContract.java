package dev.perdure.contract.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.work.Claim;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionStatus;
import dev.perdure.tenant.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a reader is shown. */
abstract class ReadingContract extends StorageContract {

    private static final int RECORDS = 20;

    @Test
    void pages_put_together_are_the_whole() {
        SessionScenario session = mixedSession();
        List<Envelope> whole = session.log();
        assertThat(whole).hasSize(RECORDS);

        for (int limit : new int[] {1, 2, 3, 7, RECORDS, RECORDS + 1}) {
            assertThat(inPagesOf(limit, session.key(), Selection.FACTS_AND_DELTAS))
                    .as("pages of %s", limit)
                    .isEqualTo(whole);
            assertThat(inPagesOf(limit, session.key(), Selection.FACTS))
                    .as("pages of %s", limit)
                    .isEqualTo(whole.stream().filter(Envelope::isFact).toList());
        }
    }

    @Test
    void a_page_begins_after_any_offset_and_keeps_its_limit() {
        SessionScenario session = mixedSession();
        List<Envelope> whole = session.log();
        assertThat(whole).hasSize(RECORDS);

        for (int after = 0; after <= RECORDS; after++) {
            List<Envelope> rest = whole.subList(after, RECORDS);
            List<Envelope> facts = rest.stream().filter(Envelope::isFact).toList();
            Offset offset = new Offset(after);
            assertThat(read(session.key(), offset, 3, Selection.FACTS_AND_DELTAS))
                    .isEqualTo(rest.stream().limit(3).toList());
            assertThat(read(session.key(), offset, 3, Selection.FACTS))
                    .isEqualTo(facts.stream().limit(3).toList());
        }
    }

    @Test
    void beyond_the_end_there_is_nothing_to_read() {
        SessionScenario session = mixedSession();

        for (Selection selection : Selection.values()) {
            assertThat(read(session.key(), new Offset(RECORDS - 3), 100, selection)).isNotEmpty();
            assertThat(read(session.key(), new Offset(RECORDS), 100, selection)).isEmpty();
            assertThat(read(session.key(), new Offset(RECORDS + 5), 100, selection)).isEmpty();
            assertThat(read(session.key(), new Offset(Offset.VALUE_MAX), 100, selection)).isEmpty();
        }
    }

    @Test
    void the_latest_facts_come_oldest_first_and_end_before_the_version() {
        SessionScenario session = mixedSession();
        List<Envelope> facts = factsOf(session);
        int count = facts.size();

        assertThat(latest(session, count + 1L, 3)).isEqualTo(facts.subList(count - 3, count));
        assertThat(latest(session, 4, 2)).isEqualTo(facts.subList(1, 3));
        assertThat(latest(session, 4, 100)).isEqualTo(facts.subList(0, 3));
        assertThat(latest(session, Long.MAX_VALUE, 2)).isEqualTo(facts.subList(count - 2, count));
        assertThat(latest(session, 1, 5)).isEmpty();
        assertThat(latest(session, 0, 5)).isEmpty();
    }

    @Test
    void facts_are_found_by_version_both_ends_included() {
        SessionScenario session = mixedSession();
        List<Envelope> facts = factsOf(session);
        int count = facts.size();

        assertThat(facts(session, 1, count)).isEqualTo(facts);
        assertThat(facts(session, 2, 4)).isEqualTo(facts.subList(1, 4));
        assertThat(facts(session, 3, 3)).isEqualTo(facts.subList(2, 3));
        assertThat(facts(session, 0, 2)).isEqualTo(facts.subList(0, 2));
        assertThat(facts(session, count, count + 10L)).isEqualTo(facts.subList(count - 1, count));
        assertThat(facts(session, count + 1L, count + 10L)).isEmpty();
        assertThat(facts(session, 4, 3)).isEmpty();
    }

    @Test
    void the_last_fact_at_a_time_is_the_one_committed_then_or_before() {
        SessionScenario session = openSession();
        Envelope first = session.log().getFirst();
        fixture().advanceTime(Duration.ofMillis(3));
        Envelope second = session.write(Sample.fact("1"), Sample.fact("2")).envelopes().getLast();
        fixture().advanceTime(Duration.ofMillis(3));
        session.write(Sample.delta("no fact"));
        fixture().advanceTime(Duration.ofMillis(3));
        Envelope third = session.write(Sample.fact("3")).envelopes().getFirst();

        assertThat(lastFactAt(session, first.time().minusMillis(1))).isEqualTo(Offset.START);
        assertThat(lastFactAt(session, first.time())).isEqualTo(first.offset());
        assertThat(lastFactAt(session, second.time().minusMillis(1))).isEqualTo(first.offset());
        assertThat(lastFactAt(session, second.time())).isEqualTo(second.offset());
        assertThat(lastFactAt(session, third.time().minusMillis(1))).isEqualTo(second.offset());
        assertThat(lastFactAt(session, third.time())).isEqualTo(third.offset());
        assertThat(lastFactAt(session, third.time().plus(Duration.ofDays(999))))
                .isEqualTo(third.offset());
    }

    @Test
    void the_head_is_the_end_of_the_stream() {
        node().work().join();
        SessionScenario session = openSession();
        session.write(Sample.mixture("some", 5));
        fixture().advanceTime(Duration.ofMillis(2));
        Claim claim = session.startTurn();
        Envelope last = session.write(Sample.delta("last")).envelopes().getFirst();

        SessionHead head = session.head();

        assertThat(head.offset()).isEqualTo(last.offset()).isEqualTo(new Offset(8));
        assertThat(head.version()).isEqualTo(last.version()).isEqualTo(new StreamVersion(4));
        assertThat(head.time()).isEqualTo(last.time());
        assertThat(head.epoch()).isEqualTo(claim.epoch());
        assertThat(head.status()).isEqualTo(SessionStatus.ACTIVE);
    }

    @Test
    void streams_do_not_mix() {
        SessionScenario one = openSession();
        SessionScenario other = openSession();
        for (int i = 0; i < 4; i++) {
            one.write(Sample.mixture("one " + i, 2));
            other.write(Sample.mixture("other " + i, 3));
        }

        assertThat(one.log())
                .hasSize(9)
                .allSatisfy(r -> assertThat(r.session()).isEqualTo(one.key()));
        assertThat(other.log())
                .hasSize(13)
                .allSatisfy(r -> assertThat(r.session()).isEqualTo(other.key()));
        assertThat(factsOf(one)).doesNotContainAnyElementsOf(factsOf(other));
    }

    @Test
    void a_stream_that_does_not_exist_reads_as_empty() {
        SessionScenario control = mixedSession();
        assertThat(control.log()).hasSize(RECORDS);

        assertReadsAsEmpty(SessionScenario.freshKey(OrganisationId.DEFAULT));
    }

    @Test
    void a_stream_of_another_organisation_reads_as_empty() {
        SessionScenario session = mixedSession();
        assertThat(session.log()).hasSize(RECORDS);

        assertReadsAsEmpty(new SessionKey(stranger(), session.key().id()));
    }

    private void assertReadsAsEmpty(SessionKey key) {
        EventLog log = node().log();
        assertThat(log.head(key)).isEmpty();
        for (Selection selection : Selection.values()) {
            assertThat(log.read(key, Offset.START, 100, selection)).isEmpty();
        }
        assertThat(log.latest(key, new StreamVersion(Long.MAX_VALUE), 100)).isEmpty();
        assertThat(log.facts(key, new StreamVersion(1), new StreamVersion(100))).isEmpty();
        assertThat(log.lastFactAt(key, Instant.parse("2200-01-01T00:00:00Z")))
                .isEqualTo(Offset.START);
    }

    /** A stream in which facts and deltas alternate irregularly. */
    private SessionScenario mixedSession() {
        SessionScenario session = openSession();
        session.write(Sample.mixture("some", 7));
        session.write(Sample.delta("one"));
        session.write(Sample.facts("a row of facts", 4));
        session.write(Sample.mixture("more", RECORDS - 13));
        return session;
    }

    private static List<Envelope> factsOf(SessionScenario session) {
        List<Envelope> facts = session.log().stream().filter(Envelope::isFact).toList();
        assertThat(facts).hasSizeGreaterThan(3);
        return facts;
    }

    private List<Envelope> inPagesOf(int limit, SessionKey session, Selection selection) {
        List<Envelope> all = new ArrayList<>();
        Offset after = Offset.START;
        for (int pages = 0; pages <= RECORDS; pages++) {
            List<Envelope> page = read(session, after, limit, selection);
            assertThat(page).hasSizeLessThanOrEqualTo(limit);
            if (page.isEmpty()) {
                return all;
            }
            all.addAll(page);
            after = page.getLast().offset();
        }
        throw new AssertionError("the pages do not end: " + all);
    }

    private List<Envelope> read(SessionKey session, Offset after, int limit, Selection selection) {
        return node().log().read(session, after, limit, selection);
    }

    private List<Envelope> latest(SessionScenario session, long before, int limit) {
        return node().log().latest(session.key(), new StreamVersion(before), limit);
    }

    private List<Envelope> facts(SessionScenario session, long from, long to) {
        return node().log().facts(session.key(), new StreamVersion(from), new StreamVersion(to));
    }

    private Offset lastFactAt(SessionScenario session, Instant time) {
        return node().log().lastFactAt(session.key(), time);
    }
}
