package dev.perdure.contract.lies;

import dev.perdure.engine.store.Page;
import dev.perdure.engine.store.ScheduleStore;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.store.Window;
import dev.perdure.schedule.Schedule;
import dev.perdure.schedule.ScheduleId;
import dev.perdure.schedule.Slot;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lies about schedules. */
final class ScheduleLies {

    private static final OrganisationId HOME = OrganisationId.DEFAULT;

    private ScheduleLies() {}

    static List<Lie> all() {
        return List.of(
                lie("adds no schedule", Forgets::new),
                lie("lists schedules oldest first", ListsBackwards::new),
                lie("says that it used an id again", ReusesIds::new),
                lie("lets sessions have any number", KnowsNoBound::new),
                lie("says that it replaced what it did not", AlwaysReplaces::new),
                lie("keeps no ledger", KeepsNoLedger::new),
                lie("tells the whole ledger at once", IgnoresWindows::new),
                lie("hands out again what it handed out", HandsOutTwice::new),
                lie("hands out more than is asked for", HandsOutAll::new),
                lie("never hands out again", HandsOutOnce::new),
                lie("forgets what is being sent", ForgetsWhatIsSent::new),
                lie("holds on to what was put off", HoldsOn::new),
                lie("lets go of what is held", LetsGo::new),
                lie("keeps all that is over", KeepsAllThatIsOver::new),
                lie("takes all for due", TakesAllForDue::new),
                lie("looks at one organisation", LooksAtHome::new),
                lie("shows schedules to strangers", ShowsToStrangers::new),
                lie("remembers what is gone", RemembersAll::new));
    }

    private static Lie lie(String name, Function<ScheduleStore, ScheduleStore> lying) {
        Map<ScheduleStore, ScheduleStore> stores = new ConcurrentHashMap<>();
        return new Lie(
                name,
                () ->
                        new Liar() {
                            @Override
                            ScheduleStore schedules(Storage truth) {
                                return stores.computeIfAbsent(truth.schedules(), lying);
                            }
                        });
    }

    private static final class Forgets extends TrueSchedules {

        Forgets(ScheduleStore truth) {
            super(truth);
        }

        @Override
        public ScheduleWrite insert(Schedule schedule, int openMax) {
            return ScheduleWrite.STORED;
        }
    }

    private static final class ListsBackwards extends TrueSchedules {

        ListsBackwards(ScheduleStore truth) {
            super(truth);
        }

        @Override
        public Page<Schedule> list(
                OrganisationId organisation, @Nullable SessionKey session, Window window) {
            Page<Schedule> page = truth.list(organisation, session, window);
            return new Page<>(page.items().reversed(), page.total());
        }
    }

    private static final class ReusesIds extends TrueSchedules {

        ReusesIds(ScheduleStore truth) {
            super(truth);
        }

        @Override
        public ScheduleWrite insert(Schedule schedule, int openMax) {
            ScheduleWrite write = truth.insert(schedule, openMax);
            return write == ScheduleWrite.ID_TAKEN ? ScheduleWrite.STORED : write;
        }
    }

    private static final class KnowsNoBound extends TrueSchedules {

        KnowsNoBound(ScheduleStore truth) {
            super(truth);
        }

        @Override
        public ScheduleWrite insert(Schedule schedule, int openMax) {
            return truth.insert(schedule, Integer.MAX_VALUE);
        }
    }

    private static final class AlwaysReplaces extends TrueSchedules {

        AlwaysReplaces(ScheduleStore truth) {
            super(truth);
        }

        @Override
        public boolean replace(Schedule next, List<Slot> slots) {
            truth.replace(next, slots);
            return true;
        }
    }

    private static final class KeepsNoLedger extends TrueSchedules {

        KeepsNoLedger(ScheduleStore truth) {
            super(truth);
        }

        @Override
        public boolean replace(Schedule next, List<Slot> slots) {
            return truth.replace(next, List.of());
        }
    }

    private static final class IgnoresWindows extends TrueSchedules {

        IgnoresWindows(ScheduleStore truth) {
            super(truth);
        }

        @Override
        public List<Slot> slots(OrganisationId organisation, ScheduleId id, Window window) {
            return truth.slots(organisation, id, new Window(0, Window.LIMIT_MAX));
        }
    }

    private static final class HandsOutTwice extends TrueSchedules {

        HandsOutTwice(ScheduleStore truth) {
            super(truth);
        }

        @Override
        public Due takeDue(Instant now, Duration hold, int max) {
            return truth.takeDue(now, Duration.ZERO, max);
        }
    }

    private static final class HandsOutAll extends TrueSchedules {

        HandsOutAll(ScheduleStore truth) {
            super(truth);
        }

        @Override
        public Due takeDue(Instant now, Duration hold, int max) {
            return truth.takeDue(now, hold, Integer.MAX_VALUE);
        }
    }

    private static final class HandsOutOnce extends TrueSchedules {

        HandsOutOnce(ScheduleStore truth) {
            super(truth);
        }

        @Override
        public Due takeDue(Instant now, Duration hold, int max) {
            return truth.takeDue(now, hold.multipliedBy(2), max);
        }
    }

    private static final class ForgetsWhatIsSent extends TrueSchedules {

        ForgetsWhatIsSent(ScheduleStore truth) {
            super(truth);
        }

        @Override
        public Due takeDue(Instant now, Duration hold, int max) {
            Due due = truth.takeDue(now, hold, max);
            return new Due(
                    due.schedules().stream().filter(found -> found.firing() == null).toList(),
                    due.next());
        }
    }

    private static final class HoldsOn extends TrueSchedules {

        HoldsOn(ScheduleStore truth) {
            super(truth);
        }

        @Override
        public Due takeDue(Instant now, Duration hold, int max) {
            Due due = truth.takeDue(now, hold, max);
            return new Due(
                    due.schedules().stream()
                            .filter(found -> found.version() == 1 || found.firing() != null)
                            .toList(),
                    due.next());
        }
    }

    private static final class LetsGo extends TrueSchedules {

        LetsGo(ScheduleStore truth) {
            super(truth);
        }

        @Override
        public void hold(Schedule schedule, Instant until) {
            // It is handed to whoever asks next.
        }
    }

    private static final class KeepsAllThatIsOver extends TrueSchedules {

        private final Map<ScheduleId, Schedule> over = new ConcurrentHashMap<>();

        KeepsAllThatIsOver(ScheduleStore truth) {
            super(truth);
        }

        @Override
        public boolean replace(Schedule next, List<Slot> slots) {
            boolean replaced = truth.replace(next, slots);
            if (replaced && !next.status().isOpen()) {
                over.put(next.id(), next);
            }
            return replaced;
        }

        @Override
        public Optional<Schedule> find(OrganisationId organisation, ScheduleId id) {
            Optional<Schedule> found = truth.find(organisation, id);
            return found.isPresent() ? found : Optional.ofNullable(over.get(id));
        }
    }

    private static final class TakesAllForDue extends TrueSchedules {

        TakesAllForDue(ScheduleStore truth) {
            super(truth);
        }

        @Override
        public Due takeDue(Instant now, Duration hold, int max) {
            return new Due(truth.list(HOME, null, new Window(0, 1000)).items(), null);
        }
    }

    private static final class LooksAtHome extends TrueSchedules {

        LooksAtHome(ScheduleStore truth) {
            super(truth);
        }

        @Override
        public Due takeDue(Instant now, Duration hold, int max) {
            Due due = truth.takeDue(now, hold, max);
            List<Schedule> own = new ArrayList<>(due.schedules());
            own.removeIf(schedule -> !schedule.session().organisation().equals(HOME));
            return new Due(own, due.next());
        }
    }

    private static final class ShowsToStrangers extends TrueSchedules {

        ShowsToStrangers(ScheduleStore truth) {
            super(truth);
        }

        @Override
        public Optional<Schedule> find(OrganisationId organisation, ScheduleId id) {
            return truth.find(HOME, id);
        }
    }

    private static final class RemembersAll extends TrueSchedules {

        private final Map<ScheduleId, Schedule> all = new ConcurrentHashMap<>();

        RemembersAll(ScheduleStore truth) {
            super(truth);
        }

        @Override
        public ScheduleWrite insert(Schedule schedule, int openMax) {
            ScheduleWrite write = truth.insert(schedule, openMax);
            if (write == ScheduleWrite.STORED) {
                all.put(schedule.id(), schedule);
            }
            return write;
        }

        @Override
        public Optional<Schedule> find(OrganisationId organisation, ScheduleId id) {
            Optional<Schedule> found = truth.find(organisation, id);
            return found.isPresent() || !organisation.equals(HOME)
                    ? found
                    : Optional.ofNullable(all.get(id));
        }
    }
}
