package dev.perdure.engine.schedule;

import dev.perdure.engine.identity.IdSource;
import dev.perdure.engine.store.ScheduleStore;
import dev.perdure.engine.store.Window;
import dev.perdure.refusal.Refusal;
import dev.perdure.schedule.Firing;
import dev.perdure.schedule.MissedPolicy;
import dev.perdure.schedule.Recurrence;
import dev.perdure.schedule.Schedule;
import dev.perdure.schedule.ScheduleId;
import dev.perdure.schedule.ScheduleStatus;
import dev.perdure.schedule.ScheduleTerms;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import io.vavr.control.Either;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes, pauses, resumes and cancels schedules of a session. */
public final class KeepSchedules {

    /** How many schedules of a session may be open. */
    public static final int OPEN_MAX = 20;

    /** Of the message that is sent. */
    public static final int MESSAGE_CHARACTERS_MAX = 20_000;

    /** How far ahead a single time may lie. */
    public static final Duration AHEAD_MAX = Duration.ofDays(3650);

    private static final Window ALL = new Window(0, Window.LIMIT_MAX);

    /** Whoever waits for it would wait for ever. */
    private static final Refusal OF_A_TASK =
            new Refusal.Conflicting(
                    "This one waits for a sub-agent; cancel that one's turn instead.");

    private final ScheduleStore store;
    private final InstantSource clock;
    private final IdSource ids;
    private final DueBell bell;

    public KeepSchedules(ScheduleStore store, InstantSource clock, IdSource ids, DueBell bell) {
        this.store = store;
        this.clock = clock;
        this.ids = ids;
        this.bell = bell;
    }

    /** By the clock that schedules go by. */
    Instant now() {
        return clock.instant();
    }

    public Either<Refusal, Schedule> create(SessionKey session, ScheduleDraft draft) {
        return create(session, draft, new ScheduleId(ids.next()));
    }

    /** Makes the schedule of this id, or finds the one that was made before. */
    Either<Refusal, Schedule> create(SessionKey session, ScheduleDraft draft, ScheduleId id) {
        Optional<Schedule> earlier = own(session, id);
        return earlier.isPresent()
                ? Either.right(earlier.get())
                : checked(session, draft, id).flatMap(this::insert);
    }

    /**
     * Has the session told what another one answered, once that has done what it was asked. Asked
     * again for the same session it finds what it made before.
     *
     * @param title what the other session works on, in a few words
     */
    public Either<Refusal, Schedule> watch(
            SessionKey session, Recurrence.Answer task, String title) {
        ScheduleId id = new ScheduleId(task.session().value());
        Optional<Schedule> earlier = own(session, id);
        if (earlier.isPresent()) {
            return Either.right(earlier.get());
        }
        ScheduleTerms terms = new ScheduleTerms(task, title, MissedPolicy.ONE, null, null);
        Instant now = clock.instant();
        return insert(Schedule.begun(id, session, terms, now.plus(TaskWatch.PAUSE_MIN), now));
    }

    /**
     * Makes the answer of another session the result of a call in place of a message.
     *
     * @return false when it is told already, or another call waits for it
     */
    public boolean await(SessionKey session, Recurrence.Answer call) {
        ScheduleId id = new ScheduleId(call.session().value());
        while (true) {
            Schedule watch = own(session, id).orElse(null);
            if (watch == null
                    || !watch.status().isOpen()
                    || watch.firing() != null
                    || !(watch.terms().when() instanceof Recurrence.Answer answer)) {
                return false;
            }
            if (answer.waiter() != null) {
                return answer.equals(call);
            }
            Instant now = clock.instant();
            Schedule next = watch.awaitedBy(call, now.plus(TaskWatch.PAUSE_MIN), now);
            if (store.replace(next, List.of())) {
                bell.ring();
                return true;
            }
        }
    }

    /** Nobody is told of the other session any more. */
    public void unwatch(SessionKey session, SessionId task) {
        Optional<Schedule> watch = own(session, new ScheduleId(task.value()));
        while (watch.isPresent() && watch.get().status().isOpen()) {
            if (store.replace(watch.get().cancelled(clock.instant()), List.of())) {
                return;
            }
            watch = own(session, new ScheduleId(task.value()));
        }
    }

    /** Ends all schedules of a session, but for those that wait for a sub-agent. */
    public void cancelAll(SessionKey session) {
        store.list(session.organisation(), session, ALL).items().stream()
                .filter(schedule -> schedule.status().isOpen())
                .filter(schedule -> !(schedule.terms().when() instanceof Recurrence.Answer))
                .forEach(schedule -> cancel(session, schedule.id()));
    }

    /** Ends it; one that is over stays as it is. */
    public Either<Refusal, Schedule> cancel(SessionKey session, ScheduleId id) {
        return change(
                session,
                id,
                schedule ->
                        schedule.status().isOpen()
                                ? Either.right(schedule.cancelled(clock.instant()))
                                : Either.right(schedule));
    }

    /** Lets it rest; one that rests stays as it is. */
    public Either<Refusal, Schedule> pause(SessionKey session, ScheduleId id) {
        return change(
                session,
                id,
                schedule ->
                        open(schedule)
                                .map(active ->
                                        active.status() == ScheduleStatus.PAUSED
                                                ? active
                                                : active.paused(clock.instant())));
    }

    /** Goes on with the next slot from now on; one that is active stays as it is. */
    public Either<Refusal, Schedule> resume(SessionKey session, ScheduleId id) {
        Either<Refusal, Schedule> resumed =
                change(session, id, schedule -> open(schedule).map(this::resumed));
        bell.ring();
        return resumed;
    }

    private Schedule resumed(Schedule schedule) {
        if (schedule.status() == ScheduleStatus.ACTIVE) {
            return schedule;
        }
        Instant now = clock.instant();
        return schedule.resumed(
                Firing.first(schedule.terms(), Recurrences.times(schedule.terms().when()), now)
                        .orElse(null),
                now);
    }

    private Either<Refusal, Schedule> change(
            SessionKey session,
            ScheduleId id,
            Function<Schedule, Either<Refusal, Schedule>> change) {
        while (true) {
            Optional<Schedule> found = own(session, id);
            if (found.isEmpty()) {
                return Either.left(ReadSchedules.noSuchSchedule(id));
            }
            if (found.get().terms().when() instanceof Recurrence.Answer) {
                return Either.left(OF_A_TASK);
            }
            Either<Refusal, Schedule> next = change.apply(found.get());
            if (next.isLeft()
                    || next.get().equals(found.get())
                    || store.replace(next.get(), List.of())) {
                return next;
            }
        }
    }

    private static Either<Refusal, Schedule> open(Schedule schedule) {
        return schedule.status().isOpen()
                ? Either.right(schedule)
                : Either.left(new Refusal.Conflicting("The schedule is over."));
    }

    private Either<Refusal, Schedule> checked(
            SessionKey session, ScheduleDraft draft, ScheduleId id) {
        Optional<Refusal> problem = problem(draft);
        if (problem.isPresent()) {
            return Either.left(problem.get());
        }
        return draft.when()
                .flatMap(when ->
                        Recurrences.check(when)
                                .flatMap(times -> begun(session, id, terms(draft, when), times)));
    }

    private Either<Refusal, Schedule> begun(
            SessionKey session,
            ScheduleId id,
            ScheduleTerms terms,
            Function<Instant, Optional<Instant>> times) {
        Instant now = clock.instant();
        return Firing.first(terms, times, now)
                .<Either<Refusal, Schedule>>map(
                        first -> Either.right(Schedule.begun(id, session, terms, first, now)))
                .orElseGet(() ->
                        Either.left(
                                new Refusal.Invalid(
                                        terms.when() instanceof Recurrence.Once
                                                ? "scheduled_at"
                                                : "cron_expression",
                                        "There is no such time between now, "
                                                + now
                                                + ", and the end of the schedule.")));
    }

    private Either<Refusal, Schedule> insert(Schedule schedule) {
        return switch (store.insert(schedule, OPEN_MAX)) {
            case STORED -> {
                bell.ring();
                yield Either.right(schedule);
            }
            case ID_TAKEN ->
                    own(schedule.session(), schedule.id())
                            .<Either<Refusal, Schedule>>map(Either::right)
                            .orElseGet(() ->
                                    Either.left(
                                            new Refusal.Conflicting("The id is in use already.")));
            case TOO_MANY ->
                    Either.left(
                            new Refusal.Conflicting(
                                    "The session has "
                                            + OPEN_MAX
                                            + " schedules already, and may have no more."));
            case NO_SUCH_SESSION ->
                    Either.left(Refusal.noSuchSession(schedule.session().id().value().toString()));
        };
    }

    private Optional<Schedule> own(SessionKey session, ScheduleId id) {
        return store.find(session.organisation(), id)
                .filter(schedule -> schedule.session().equals(session));
    }

    private static ScheduleTerms terms(ScheduleDraft draft, Recurrence when) {
        return new ScheduleTerms(
                when, draft.message(), draft.missed(), draft.until(), draft.runsMax());
    }

    private Optional<Refusal> problem(ScheduleDraft draft) {
        if (draft.message().isBlank()) {
            return Optional.of(new Refusal.Invalid("message", "A schedule has something to say."));
        }
        if (draft.message().length() > MESSAGE_CHARACTERS_MAX) {
            return Optional.of(
                    new Refusal.Invalid(
                            "message",
                            "It has at most " + MESSAGE_CHARACTERS_MAX + " characters."));
        }
        if (draft.at() != null && draft.at().isAfter(clock.instant().plus(AHEAD_MAX))) {
            return Optional.of(
                    new Refusal.Invalid(
                            "scheduled_at",
                            "It is at most " + AHEAD_MAX.toDays() + " days ahead."));
        }
        if (draft.runsMax() != null && draft.runsMax() < 1) {
            return Optional.of(new Refusal.Invalid("max_runs", "It is at least 1."));
        }
        return Optional.empty();
    }
}
