package dev.perdure.engine.schedule;

import dev.perdure.engine.session.MessageDraft;
import dev.perdure.engine.session.SubmitMessage;
import dev.perdure.engine.store.ScheduleStore;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.json.JsonObject;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.TurnState;
import dev.perdure.message.Controls;
import dev.perdure.message.InputPart;
import dev.perdure.message.MessageStrategy;
import dev.perdure.refusal.Refusal;
import dev.perdure.schedule.Firing;
import dev.perdure.schedule.Recurrence;
import dev.perdure.schedule.Schedule;
import dev.perdure.schedule.ScheduleId;
import dev.perdure.schedule.Slot;
import io.vavr.control.Either;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a schedule up to date: puts on record what is to be done about a slot, sends its message
 * under a key that follows from the slot, and puts on record that it is sent. Whoever dies in
 * between is followed by somebody who does the rest; a message that was sent is recognised by its
 * key, so there is one for each slot, however often and by how many it is sent.
 */
public final class FireSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(FireSchedule.class);

    /** After which somebody tries again, at most. */
    static final Duration REST_MAX = Duration.ofMinutes(10);

    private static final int TENTH = 10;

    private final ScheduleStore store;
    private final SubmitMessage submit;
    private final FoldedSessions folded;
    private final TaskWatch tasks;
    private final InstantSource clock;

    public FireSchedule(
            ScheduleStore store,
            SubmitMessage submit,
            FoldedSessions folded,
            TaskWatch tasks,
            InstantSource clock) {
        this.store = store;
        this.submit = submit;
        this.folded = folded;
        this.tasks = tasks;
        this.clock = clock;
    }

    /**
     * Goes on until nothing is due, or until somebody else changed the schedule.
     *
     * @return when it is due again; absent when never, or when somebody else knows
     */
    @Nullable Instant fire(Schedule taken) {
        Optional<Schedule> current = Optional.of(taken);
        while (current.isPresent() && isDue(current.get())) {
            Schedule schedule = current.get();
            Instant slot = schedule.firing();
            current = slot == null ? decide(schedule) : send(schedule, slot);
        }
        return current.map(Schedule::dueAt).orElse(null);
    }

    private boolean isDue(Schedule schedule) {
        Instant due = schedule.dueAt();
        return due != null && !due.isAfter(clock.instant());
    }

    private Optional<Schedule> decide(Schedule schedule) {
        return schedule.terms().when() instanceof Recurrence.Answer task
                ? look(schedule, task)
                : decideSlots(schedule);
    }

    private Optional<Schedule> look(Schedule watch, Recurrence.Answer task) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return switch (tasks.look(watch, task, now)) {
            case NOTHING_YET -> {
                Schedule later = watch.putOff(TaskWatch.next(watch, now), now);
                yield store.replace(later, List.of()) ? Optional.of(later) : Optional.empty();
            }
            case ANSWERED -> {
                Schedule next = watch.decided(new Firing(now, List.of(), 0, null), now);
                Slot slot = new Slot(watch.id(), now, Slot.Outcome.DUE, now);
                yield store.replace(next, List.of(slot)) ? Optional.of(next) : Optional.empty();
            }
            case NOBODY_WAITS -> {
                tasks.stop(watch, task);
                Schedule over = watch.decided(new Firing(null, List.of(), 0, null), now);
                yield store.replace(over, List.of()) ? Optional.of(over) : Optional.empty();
            }
        };
    }

    private Optional<Schedule> decideSlots(Schedule schedule) {
        Instant now = clock.instant();
        boolean waits = waits(schedule);
        Firing firing = Firing.of(schedule, Recurrences.times(schedule.terms().when()), now, waits);
        if (firing.isHeldUp(now)) {
            return Optional.empty();
        }
        List<Slot> slots = new ArrayList<>();
        Slot.Outcome passed = waits ? Slot.Outcome.WAITED : Slot.Outcome.MISSED;
        firing.missed().forEach(at -> slots.add(new Slot(schedule.id(), at, passed, now)));
        if (firing.send() != null) {
            slots.add(new Slot(schedule.id(), firing.send(), Slot.Outcome.DUE, now));
        }
        Schedule next = schedule.decided(firing, now);
        return store.replace(next, slots) ? Optional.of(next) : Optional.empty();
    }

    /** Whether a message of an earlier slot is still to have its turn. */
    private boolean waits(Schedule schedule) {
        SessionState state = folded.load(schedule.session());
        String name = name(schedule.id());
        return state.turns()
                .values()
                .filter(TurnState.Queued.class::isInstance)
                .flatMap(turn -> state.received().get(turn.turn()))
                .exists(said ->
                        said.message().actor().string("actor_id").equals(Optional.of(name)));
    }

    private Optional<Schedule> send(Schedule schedule, Instant slot) {
        if (schedule.terms().when() instanceof Recurrence.Answer task && task.waiter() != null) {
            tasks.handOver(schedule, task, task.waiter());
            return marked(schedule, slot);
        }
        Either<Refusal, SubmitMessage.Submitted> sent =
                submit.submit(schedule.session(), message(schedule, slot));
        if (sent.isLeft()) {
            LOG.info(
                    "The message of the schedule {} was refused: {}",
                    schedule.id(),
                    sent.getLeft().sentence());
            rest(schedule);
            return Optional.empty();
        }
        return marked(schedule, slot);
    }

    /**
     * Leaves a schedule that could not be brought up to date alone for a while, the longer the
     * longer it has been due: a tenth of that, up to {@link #REST_MAX}.
     */
    void rest(Schedule schedule) {
        Instant due = schedule.dueAt();
        if (due != null) {
            Instant now = clock.instant();
            Duration rest = Duration.between(due, now).dividedBy(TENTH);
            store.hold(schedule, now.plus(rest.compareTo(REST_MAX) > 0 ? REST_MAX : rest));
        }
    }

    /** A schedule may be paused or cancelled meanwhile; of its slot the same is true. */
    private Optional<Schedule> marked(Schedule sent, Instant slot) {
        Optional<Schedule> current = Optional.of(sent);
        while (current.isPresent() && slot.equals(current.get().firing())) {
            Instant now = clock.instant();
            Schedule next = current.get().sent(slot, now);
            if (store.replace(next, List.of(new Slot(sent.id(), slot, Slot.Outcome.SENT, now)))) {
                return Optional.of(next);
            }
            current = store.find(sent.session().organisation(), sent.id());
        }
        return Optional.empty();
    }

    private MessageDraft message(Schedule schedule, Instant slot) {
        return schedule.terms().when() instanceof Recurrence.Answer task
                ? report(schedule, task)
                : draft(schedule, slot);
    }

    /** Joins the turn under way, which may be about what it says. */
    private MessageDraft report(Schedule watch, Recurrence.Answer task) {
        String id = task.session().value().toString();
        String text = tasks.told(watch, task);
        return new MessageDraft(
                List.of(new InputPart.Text(text)),
                Controls.NONE,
                JsonObject.builder().put("task_id", id).build(),
                JsonObject.builder()
                        .put("actor_id", "subagent:" + id)
                        .put("source", "subagent")
                        .build(),
                JsonObject.empty(),
                MessageStrategy.STEER,
                name(watch.id()));
    }

    private static MessageDraft draft(Schedule schedule, Instant slot) {
        String name = name(schedule.id());
        return new MessageDraft(
                List.of(new InputPart.Text(schedule.terms().message())),
                Controls.NONE,
                JsonObject.builder()
                        .put("schedule_id", schedule.id().value().toString())
                        .put("slot", slot.toString())
                        .build(),
                JsonObject.builder().put("actor_id", name).put("source", "schedule").build(),
                JsonObject.empty(),
                MessageStrategy.ENQUEUE,
                name + ":" + slot);
    }

    /** What a schedule is called where it speaks. */
    private static String name(ScheduleId id) {
        return "schedule:" + id.value();
    }
}
