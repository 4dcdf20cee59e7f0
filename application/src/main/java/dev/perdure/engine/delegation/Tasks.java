package dev.perdure.engine.delegation;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.schedule.ScheduleCases;
import dev.perdure.engine.schedule.TaskBell;
import dev.perdure.engine.session.CancelTurn;
import dev.perdure.engine.session.Harnesses;
import dev.perdure.engine.session.MessageDraft;
import dev.perdure.engine.session.SubmitMessage;
import dev.perdure.engine.store.AgentStore;
import dev.perdure.engine.store.Window;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.engine.view.LastAnswer;
import dev.perdure.event.SessionEvent;
import dev.perdure.json.JsonObject;
import dev.perdure.loop.CallState;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.TurnState;
import dev.perdure.message.Controls;
import dev.perdure.message.InputPart;
import dev.perdure.message.MessageStrategy;
import dev.perdure.refusal.Refusal;
import dev.perdure.schedule.Recurrence;
import dev.perdure.schedule.Schedule;
import dev.perdure.schedule.ScheduleId;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.turn.TurnId;
import io.vavr.control.Either;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a session's sub-agents. A sub-agent is a session of its own, which knows whom it
 * works for; its turns run like any others, and survive what they survive.
 */
public final class Tasks {

    private static final String KEY = "task";
    private static final Window ALL = new Window(0, Window.LIMIT_MAX);
    private static final String CANCEL_REASON = "Whoever gave the task took it back.";

    private final EventLog log;
    private final FoldedSessions folded;
    private final SubmitMessage submit;
    private final StopSession turns;
    private final ScheduleCases schedules;
    private final TaskBell bell;
    private final FanOut fanOut;
    private final Inheritance inheritance;

    public Tasks(
            EventLog log,
            FoldedSessions folded,
            SubmitMessage submit,
            CancelTurn cancel,
            Watching watching,
            Parentage parentage) {
        this.log = log;
        this.folded = folded;
        this.submit = submit;
        this.schedules = watching.schedules();
        this.turns = new StopSession(log, folded, cancel, schedules.keep());
        this.bell = watching.bell();
        this.fanOut = new FanOut(schedules.read());
        this.inheritance = new Inheritance(parentage.agents(), parentage.harnesses());
    }

    /** What looks after sub-agents. */
    public record Watching(ScheduleCases schedules, TaskBell bell) {}

    /** What sub-agents are made from. */
    public record Parentage(AgentStore agents, Harnesses harnesses) {}

    /**
     * Has a task done by a sub-agent, and the session told when it is. Asked again with the same id
     * it sets up what is missing and nothing twice, so whoever dies here is followed by somebody
     * who does the rest: first somebody looks for the answer, then there is somebody to give one.
     *
     * @param session which delegates
     */
    Either<Refusal, Task> delegate(SessionKey session, Order order, TaskDraft draft) {
        SessionId task = order.task();
        SessionKey child = new SessionKey(session.organisation(), task);
        SessionState state = folded.load(session);
        Recurrence.Answer answer = new Recurrence.Answer(task, order.waiter());
        return inheritance
                .settings(session, state, order.turn(), draft)
                .flatMap(settings -> fanOut.check(session, state, order).map(few -> settings))
                .flatMap(settings ->
                        schedules
                                .keep()
                                .watch(session, answer, draft.title())
                                .flatMap(watched -> open(child, settings))
                                .flatMap(opened -> submit.submit(child, message(draft))))
                .flatMap(sent -> watched(session, child))
                .map(sent -> new Task(task, draft.title(), Task.Status.RUNNING, ""));
    }

    /** One of whom nobody will be told, because that was taken back meanwhile, is stopped. */
    private Either<Refusal, SessionKey> watched(SessionKey session, SessionKey child) {
        boolean told =
                schedules
                        .read()
                        .find(session, new ScheduleId(child.id().value()))
                        .exists(watch -> watch.status().isOpen());
        if (told || !isAtWork(child)) {
            return Either.right(child);
        }
        stop(child);
        return Either.left(new Refusal.Conflicting("The task was taken back."));
    }

    /**
     * Who wants a task done.
     *
     * @param turn that delegates
     * @param task the session that is to work on it
     * @param waiter the call whose result is to be the answer; absent when it is to be a message
     */
    record Order(TurnId turn, SessionId task, Recurrence.@Nullable Waiter waiter) {}

    private Either<Refusal, SessionKey> open(SessionKey child, SessionSettings settings) {
        AppendOutcome outcome =
                Appends.one(
                        log,
                        Batch.of(
                                child,
                                new Guard.NewStream(),
                                List.of(new SessionEvent.SessionOpened(settings))));
        return outcome instanceof AppendOutcome.Appended
                        || outcome instanceof AppendOutcome.StreamExists
                ? Either.right(child)
                : Either.left(new Refusal.Conflicting("The sub-agent was removed."));
    }

    /** All tasks of a session, newest first. */
    List<Task> list(SessionKey session) {
        return schedules.read().of(session, ALL).items().stream()
                .filter(schedule -> schedule.terms().when() instanceof Recurrence.Answer)
                .map(schedule -> task(session, schedule))
                .toList();
    }

    Either<Refusal, Task> find(SessionKey session, SessionId task) {
        return schedule(session, task).map(schedule -> task(session, schedule));
    }

    /** Makes the answer of a sub-agent the result of a call; what is told already, is not. */
    Either<Refusal, Awaited> await(SessionKey session, SessionId task, Recurrence.Waiter waiter) {
        return find(session, task)
                .flatMap(found -> {
                    boolean waits =
                            schedules.keep().await(session, new Recurrence.Answer(task, waiter));
                    return waits
                            ? Either.right(new Awaited(found, true))
                            : find(session, task).map(told -> new Awaited(told, false));
                });
    }

    /** A task, and whether a call waits for it from now on. */
    record Awaited(Task task, boolean waits) {}

    /** Tells a sub-agent something while it works, once for each key. */
    Either<Refusal, Task> tell(SessionKey session, SessionId task, String text, String key) {
        SessionKey sub = new SessionKey(session.organisation(), task);
        return find(session, task)
                .flatMap(found ->
                        deaf(sub)
                                .<Either<Refusal, Task>>map(Either::left)
                                .orElseGet(() ->
                                        submit.submit(sub, told(text, key)).map(sent -> found)));
    }

    /** Why a sub-agent cannot be told anything; empty when it can. */
    private Optional<Refusal> deaf(SessionKey sub) {
        SessionSettings settings = folded.load(sub).settings();
        if (settings != null && BackgroundModel.isFor(settings.model())) {
            return Optional.of(
                    new Refusal.Conflicting("The task is one call, and cannot be told anything."));
        }
        return isAtWork(sub)
                ? Optional.empty()
                : Optional.of(new Refusal.Conflicting("The task is over: give a new one instead."));
    }

    /** Whether a session has a turn to end, or others that work for it. */
    public boolean isAtWork(SessionKey sub) {
        SessionState state = folded.load(sub);
        return state.settings() != null && (!state.isIdle() || !fanOut.open(sub).isEmpty());
    }

    private static MessageDraft told(String text, String key) {
        return new MessageDraft(
                List.of(new InputPart.Text(text)),
                Controls.NONE,
                JsonObject.empty(),
                JsonObject.empty(),
                JsonObject.empty(),
                MessageStrategy.STEER,
                key);
    }

    /** Stops a sub-agent and those that work for it; one that has ended stays as it is. */
    Either<Refusal, Task> cancel(SessionKey session, SessionId task) {
        return find(session, task)
                .map(found -> {
                    stop(new SessionKey(session.organisation(), task));
                    bell.ring(session.organisation(), task);
                    return found;
                });
    }

    /**
     * Stops the turns of a sub-agent and whatever would have it take another one: its schedules,
     * and those that work for it, of whom it is not told any more. Done again, it does what is
     * missing.
     */
    public void stop(SessionKey sub) {
        turns.stop(sub, CANCEL_REASON);
        stopTasks(sub);
    }

    /** The sessions that work for one, and have not answered. */
    public List<SessionKey> open(SessionKey session) {
        return fanOut.open(session).stream()
                .map(task -> new SessionKey(session.organisation(), task))
                .toList();
    }

    /** Stops what a session has others do. */
    public void stopTasks(SessionKey session) {
        open(session)
                .forEach(task -> {
                    stop(task);
                    schedules.keep().unwatch(session, task.id());
                });
    }

    private Either<Refusal, Schedule> schedule(SessionKey session, SessionId task) {
        Optional<Schedule> found =
                schedules
                        .read()
                        .find(session, new ScheduleId(task.value()))
                        .toJavaOptional()
                        .filter(schedule -> schedule.terms().when() instanceof Recurrence.Answer);
        return found.<Either<Refusal, Schedule>>map(Either::right)
                .orElseGet(
                        () -> Either.left(new Refusal.NotFound("task", task.value().toString())));
    }

    private Task task(SessionKey session, Schedule schedule) {
        SessionId id = ((Recurrence.Answer) schedule.terms().when()).session();
        SessionKey sub = new SessionKey(session.organisation(), id);
        String title = schedule.terms().message();
        SessionState state = folded.load(sub);
        if (isAtWork(sub)) {
            String waitsFor = waitsFor(state);
            return new Task(
                    id,
                    title,
                    waitsFor.isEmpty() ? Task.Status.RUNNING : Task.Status.WAITING,
                    waitsFor);
        }
        LastAnswer answer = answer(sub);
        return switch (answer.outcome()) {
            case ANSWERED -> new Task(id, title, Task.Status.DONE, answer.text());
            case FAILED -> new Task(id, title, Task.Status.FAILED, answer.text());
            case CANCELLED -> new Task(id, title, Task.Status.CANCELLED, answer.text());
            case NONE ->
                    schedule.status().isOpen()
                            ? new Task(id, title, Task.Status.RUNNING, "")
                            : new Task(id, title, Task.Status.FAILED, "It is gone.");
        };
    }

    /** What a sub-agent came to; a call that failed, or was not made, is a failure. */
    public LastAnswer answer(SessionKey sub) {
        LastAnswer answer = LastAnswer.of(log, sub);
        SessionState state = folded.load(sub);
        boolean failed =
                answer.outcome() == LastAnswer.Outcome.ANSWERED
                        && state.settings() != null
                        && BackgroundModel.isFor(state.settings().model())
                        && !BackgroundModel.hasSucceeded(state);
        return failed ? new LastAnswer(LastAnswer.Outcome.FAILED, answer.text()) : answer;
    }

    /** Whom a sub-agent waits for that is no sub-agent itself; empty when nobody is. */
    private static String waitsFor(SessionState state) {
        TurnState turn = state.foremost().orElse(null);
        if (turn instanceof TurnState.AwaitingPerson) {
            return "A person has to decide before it goes on.";
        }
        boolean owed =
                turn instanceof TurnState.AwaitingClient waiting
                        && waiting.calls().stream().anyMatch(CallState.Requested.class::isInstance);
        return owed ? "It waits for results from outside." : "";
    }

    private static MessageDraft message(TaskDraft draft) {
        return new MessageDraft(
                List.of(new InputPart.Text(draft.task())),
                Controls.NONE,
                JsonObject.empty(),
                JsonObject.empty(),
                JsonObject.empty(),
                MessageStrategy.ENQUEUE,
                KEY);
    }
}
