package dev.perdure.contract.store;

import static dev.perdure.contract.SampleSchedules.TIME;
import static dev.perdure.contract.SampleSchedules.daily;
import static dev.perdure.contract.SampleSchedules.slot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Background;
import dev.perdure.contract.Sample;
import dev.perdure.contract.SampleSchedules;
import dev.perdure.contract.SessionScenario;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.store.ScheduleStore;
import dev.perdure.engine.store.ScheduleStore.Due;
import dev.perdure.engine.store.ScheduleStore.ScheduleWrite;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.store.Window;
import dev.perdure.schedule.Firing;
import dev.perdure.schedule.Schedule;
import dev.perdure.schedule.Slot;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What a {@link ScheduleStore} owes. */
public abstract class ScheduleStoreContract extends StorageContract {

    private static final OrganisationId HOME = OrganisationId.DEFAULT;
    private static final Window ALL = new Window(0, 100);
    private static final Duration HOLD = Duration.ofSeconds(10);
    private static final int MANY = 100;
    private static final int AT_ONCE = 8;

    @Test
    void what_one_node_adds_every_node_finds_as_it_was_added() {
        SessionKey session = openSession().key();
        List<Schedule> added =
                List.of(
                        daily(session),
                        SampleSchedules.awkward(session),
                        SampleSchedules.ofTask(session),
                        SampleSchedules.ofWaitingCall(session));

        added.forEach(schedule ->
                assertThat(node().schedules().insert(schedule, MANY))
                        .isEqualTo(ScheduleWrite.STORED));

        added.forEach(schedule ->
                assertThat(otherNode().schedules().find(HOME, schedule.id())).contains(schedule));
    }

    @Test
    void schedules_are_listed_newest_first_by_session_and_by_organisation() {
        SessionKey one = openSession().key();
        SessionKey other = openSession().key();
        Schedule first = added(one);
        Schedule second = added(other);
        Schedule third = added(one);
        ScheduleStore store = otherNode().schedules();

        assertThat(store.list(HOME, null, ALL).items()).containsExactly(third, second, first);
        assertThat(store.list(HOME, one, ALL).items()).containsExactly(third, first);
        assertThat(store.list(HOME, null, new Window(1, 1)).items()).containsExactly(second);
        assertThat(store.list(HOME, null, new Window(1, 1)).total()).isEqualTo(3);
    }

    @Test
    void an_id_is_used_once() {
        Schedule schedule = added(openSession().key());

        assertThat(otherNode().schedules().insert(schedule.paused(TIME), MANY))
                .isEqualTo(ScheduleWrite.ID_TAKEN);
        assertThat(node().schedules().find(HOME, schedule.id())).contains(schedule);
    }

    @Test
    void a_session_has_only_so_many_open_ones() {
        SessionKey session = openSession().key();
        Schedule first = added(session);
        Schedule second = added(session);
        ScheduleStore store = node().schedules();

        assertThat(store.insert(daily(session), 2)).isEqualTo(ScheduleWrite.TOO_MANY);
        store.replace(first.paused(TIME), List.of());
        assertThat(store.insert(daily(session), 2)).isEqualTo(ScheduleWrite.TOO_MANY);
        store.replace(second.cancelled(TIME), List.of());
        assertThat(store.insert(daily(session), 2)).isEqualTo(ScheduleWrite.STORED);
        assertThat(store.insert(daily(openSession().key()), 1)).isEqualTo(ScheduleWrite.STORED);
    }

    @Test
    void a_schedule_is_replaced_when_it_is_as_it_was_seen() {
        Schedule seen = added(openSession().key());
        ScheduleStore store = node().schedules();
        Schedule next = seen.paused(TIME);

        assertThat(store.replace(next, List.of())).isTrue();
        assertThat(otherNode().schedules().find(HOME, seen.id())).contains(next);
        assertThat(store.replace(seen.cancelled(TIME), List.of(slot(seen, TIME)))).isFalse();
        assertThat(store.find(HOME, seen.id())).contains(next);
        assertThat(store.slots(HOME, seen.id(), ALL)).isEmpty();
        assertThat(store.replace(daily(seen.session()).paused(TIME), List.of())).isFalse();
    }

    @Test
    void of_several_that_replace_the_same_one_does() {
        Schedule seen = added(openSession().key());
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            ScheduleStore store = (i % 2 == 0 ? node() : otherNode()).schedules();
            Schedule next = seen.paused(TIME.plusMillis(i));
            all.add(() -> store.replace(next, List.of(slot(seen, TIME))));
        }

        assertThat(Background.together(patience(), all)).containsOnlyOnce(true);
        assertThat(node().schedules().slots(HOME, seen.id(), ALL)).hasSize(1);
    }

    @Test
    void a_slot_has_one_outcome_and_the_latest_slots_are_kept() {
        Schedule seen = added(openSession().key());
        ScheduleStore store = node().schedules();
        Slot early = slot(seen, TIME);
        Slot late = slot(seen, TIME.plusMillis(1));
        Schedule second = seen.paused(TIME);

        store.replace(second, List.of(early, late));
        assertThat(otherNode().schedules().slots(HOME, seen.id(), ALL))
                .containsExactly(late, early);

        Slot sent = new Slot(seen.id(), late.at(), Slot.Outcome.SENT, TIME);
        Schedule third = second.paused(TIME);
        store.replace(third, List.of(sent));
        assertThat(store.slots(HOME, seen.id(), ALL)).containsExactly(sent, early);
        assertThat(store.slots(HOME, seen.id(), new Window(1, 1))).containsExactly(early);

        List<Slot> many = new ArrayList<>();
        for (int i = 1; i <= ScheduleStore.LEDGER_MIN; i++) {
            many.add(slot(seen, TIME.plusSeconds(i)));
        }
        store.replace(third.paused(TIME), many);
        assertThat(store.slots(HOME, seen.id(), new Window(0, ScheduleStore.LEDGER_MIN)))
                .isEqualTo(many.reversed());
    }

    @Test
    void what_is_due_is_taken_once_the_longest_due_first() {
        SessionKey session = openSession().key();
        Schedule later = added(session, TIME);
        Schedule earlier = added(session, TIME.minusMillis(1));
        Schedule notYet = added(session, TIME.plusMillis(1));

        Due due = node().schedules().takeDue(TIME, HOLD, MANY);

        assertThat(due.schedules()).containsExactly(earlier, later);
        assertThat(due.next()).isEqualTo(notYet.next());
        assertThat(otherNode().schedules().takeDue(TIME, HOLD, MANY).schedules()).isEmpty();
    }

    @Test
    void no_more_is_taken_than_is_asked_for() {
        SessionKey session = openSession().key();
        Schedule first = added(session, TIME.minusMillis(1));
        Schedule second = added(session, TIME);
        ScheduleStore store = node().schedules();

        assertThat(store.takeDue(TIME, HOLD, 1).schedules()).containsExactly(first);
        assertThat(store.takeDue(TIME, HOLD, 1).schedules()).containsExactly(second);
        assertThat(store.takeDue(TIME, HOLD, 1)).isEqualTo(new Due(List.of(), null));
    }

    @Test
    void what_nobody_got_through_with_is_taken_again() {
        Schedule schedule = added(openSession().key(), TIME);
        node().schedules().takeDue(TIME, HOLD, MANY);
        ScheduleStore store = otherNode().schedules();

        assertThat(store.takeDue(TIME.plus(HOLD).minusMillis(1), HOLD, MANY).schedules()).isEmpty();
        assertThat(store.takeDue(TIME.plus(HOLD), HOLD, MANY).schedules())
                .containsExactly(schedule);
    }

    @Test
    void what_was_put_off_is_taken_when_it_is_due_again() {
        Schedule schedule = added(openSession().key(), TIME);
        ScheduleStore store = node().schedules();
        store.takeDue(TIME, HOLD, MANY);
        Instant soon = TIME.plusMillis(1);
        Schedule later = schedule.putOff(soon, TIME);
        store.replace(later, List.of());

        assertThat(otherNode().schedules().takeDue(TIME, HOLD, MANY).schedules()).isEmpty();
        assertThat(otherNode().schedules().takeDue(soon, HOLD, MANY).schedules())
                .containsExactly(later);
    }

    @Test
    void what_is_held_is_handed_out_when_the_longest_hold_is_over() {
        Schedule schedule = added(openSession().key(), TIME);
        ScheduleStore store = node().schedules();
        store.takeDue(TIME, HOLD, MANY);
        store.hold(schedule, TIME.plusMillis(1));
        Instant early = TIME.plus(HOLD).minusMillis(1);
        assertThat(otherNode().schedules().takeDue(early, HOLD, MANY).schedules()).isEmpty();

        Instant later = TIME.plus(HOLD.multipliedBy(2));
        store.hold(schedule, later);

        assertThat(otherNode().schedules().takeDue(later.minusMillis(1), HOLD, MANY).schedules())
                .isEmpty();
        assertThat(otherNode().schedules().takeDue(later, HOLD, MANY).schedules())
                .containsExactly(schedule);
        assertThat(store.find(HOME, schedule.id())).contains(schedule);
        store.hold(daily(schedule.session()), later);
    }

    @Test
    void of_schedules_that_are_over_the_youngest_are_kept() {
        SessionKey session = openSession().key();
        ScheduleStore store = node().schedules();
        Schedule open = added(session);
        Schedule sending = added(session, TIME).decided(new Firing(TIME, List.of(), 0, null), TIME);
        store.replace(sending, List.of());
        Schedule cancelled = sending.cancelled(TIME);
        store.replace(cancelled, List.of());
        Schedule oldest = over(session);
        Schedule second = over(session);
        for (int i = 2; i < ScheduleStore.OVER_MAX; i++) {
            over(session);
        }
        Schedule elsewhere = over(openSession().key());
        added(session);
        assertThat(store.find(HOME, oldest.id())).contains(oldest);
        over(session);

        added(session);

        assertThat(store.find(HOME, oldest.id())).isEmpty();
        assertThat(store.find(HOME, second.id())).contains(second);
        assertThat(store.find(HOME, open.id())).contains(open);
        assertThat(store.find(HOME, cancelled.id())).contains(cancelled);
        assertThat(store.find(HOME, elsewhere.id())).contains(elsewhere);
    }

    private Schedule over(SessionKey session) {
        Schedule over = added(session).cancelled(TIME);
        assertThat(node().schedules().replace(over, List.of())).isTrue();
        return over;
    }

    @Test
    void a_slot_that_is_being_sent_is_due_whatever_comes_after_it() {
        Schedule seen = added(openSession().key(), TIME);
        Schedule firing =
                seen.decided(new Firing(TIME, List.of(), 0, TIME.plus(Duration.ofDays(1))), TIME);
        node().schedules().replace(firing, List.of(slot(seen, TIME)));
        ScheduleStore store = otherNode().schedules();

        assertThat(store.takeDue(TIME, HOLD, MANY).schedules()).containsExactly(firing);
        store.replace(firing.sent(TIME, TIME), List.of());
        Due rest = store.takeDue(TIME.plus(HOLD), HOLD, MANY);
        assertThat(rest.schedules()).isEmpty();
        assertThat(rest.next()).isEqualTo(TIME.plus(Duration.ofDays(1)));
    }

    @Test
    void what_is_not_active_is_not_due() {
        SessionKey session = openSession().key();
        ScheduleStore store = node().schedules();
        store.replace(added(session, TIME).paused(TIME), List.of());
        store.replace(added(session, TIME).cancelled(TIME), List.of());
        store.replace(
                added(session, TIME).decided(new Firing(null, List.of(), 1, null), TIME),
                List.of());

        assertThat(store.takeDue(TIME, HOLD, MANY)).isEqualTo(new Due(List.of(), null));
    }

    @Test
    void of_several_that_take_at_once_one_gets_each() {
        SessionKey session = openSession().key();
        for (int i = 0; i < AT_ONCE; i++) {
            added(session, TIME);
        }
        List<Callable<List<Schedule>>> all = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            ScheduleStore store = (i % 2 == 0 ? node() : otherNode()).schedules();
            all.add(() -> store.takeDue(TIME, HOLD, AT_ONCE).schedules());
        }

        List<Schedule> taken =
                Background.together(patience(), all).stream().flatMap(List::stream).toList();

        assertThat(taken).doesNotHaveDuplicates();
        List<Schedule> left = node().schedules().takeDue(TIME, HOLD, AT_ONCE).schedules();
        assertThat(taken.size() + left.size()).isEqualTo(AT_ONCE);
    }

    @Test
    void the_schedules_of_all_organisations_are_due() {
        OrganisationId stranger = stranger();
        SessionScenario strange =
                SessionScenario.of(node(), SessionScenario.freshKey(stranger), patience());
        strange.append(new Guard.NewStream(), Sample.opening());
        Schedule theirs = added(strange.key(), TIME.minusMillis(1));
        Schedule ours = added(openSession().key(), TIME);

        assertThat(node().schedules().takeDue(TIME, HOLD, MANY).schedules())
                .containsExactly(theirs, ours);
    }

    @Test
    void strangers_neither_see_nor_change_a_schedule() {
        Schedule schedule = added(openSession().key());
        OrganisationId stranger = stranger();
        ScheduleStore store = node().schedules();
        store.replace(schedule.paused(TIME), List.of(slot(schedule, TIME)));
        Schedule current = store.find(HOME, schedule.id()).orElseThrow();
        SessionKey strange = new SessionKey(stranger, schedule.session().id());

        assertThat(store.find(stranger, schedule.id())).isEmpty();
        assertThat(store.list(stranger, null, ALL).items()).isEmpty();
        assertThat(store.list(stranger, strange, ALL).items()).isEmpty();
        assertThat(store.slots(stranger, schedule.id(), ALL)).isEmpty();
        assertThat(store.insert(daily(strange), MANY)).isEqualTo(ScheduleWrite.NO_SUCH_SESSION);
        assertThat(store.replace(moved(current.cancelled(TIME), strange), List.of())).isFalse();
        assertThat(store.find(HOME, schedule.id())).contains(current);
    }

    @Test
    void the_schedules_of_a_removed_session_are_gone() {
        SessionScenario session = openSession();
        Schedule schedule = added(session.key(), TIME);
        ScheduleStore store = node().schedules();
        store.replace(schedule.paused(TIME), List.of(slot(schedule, TIME)));
        Schedule active = store.find(HOME, schedule.id()).orElseThrow().resumed(TIME, TIME);
        store.replace(active, List.of());

        node().sessions().remove(session.key());

        assertThat(store.find(HOME, schedule.id())).isEmpty();
        assertThat(store.list(HOME, null, ALL).items()).isEmpty();
        assertThat(store.slots(HOME, schedule.id(), ALL)).isEmpty();
        assertThat(store.takeDue(TIME, HOLD, MANY).schedules()).isEmpty();
        assertThat(store.replace(active.cancelled(TIME), List.of())).isFalse();
        assertThat(store.insert(daily(session.key()), MANY))
                .isEqualTo(ScheduleWrite.NO_SUCH_SESSION);
    }

    @Test
    void schedules_outlive_the_node_that_kept_them() {
        Schedule schedule = added(openSession().key(), TIME);

        Storage reopened = fixture().reopen(node());

        assertThat(reopened.schedules().find(HOME, schedule.id()))
                .isEqualTo(fixture().survivesReopen() ? Optional.of(schedule) : Optional.empty());
    }

    private Schedule added(SessionKey session) {
        return added(session, TIME);
    }

    private Schedule added(SessionKey session, Instant next) {
        Schedule schedule = daily(session, next);
        assertThat(node().schedules().insert(schedule, MANY)).isEqualTo(ScheduleWrite.STORED);
        return schedule;
    }

    private static Schedule moved(Schedule schedule, SessionKey session) {
        return new Schedule(
                schedule.id(),
                session,
                schedule.terms(),
                schedule.status(),
                schedule.next(),
                schedule.firing(),
                schedule.runs(),
                schedule.missed(),
                schedule.last(),
                schedule.version(),
                schedule.createdAt(),
                schedule.updatedAt());
    }
}
