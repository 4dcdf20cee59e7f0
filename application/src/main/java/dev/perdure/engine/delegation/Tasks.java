package dev.perdure.engine.delegation;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.schedule.ScheduleCases;
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
import dev.perdure.loop.SessionState;
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
import java.util.UUID;

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
    private final CancelTurn cancel;
    private final ScheduleCases schedules;
    private final Inheritance inheritance;

    public Tasks(
            EventLog log,
            FoldedSessions folded,
            SubmitMessage submit,
            CancelTurn cancel,
            ScheduleCases schedules,
            Parentage parentage) {
        this.log = log;
        this.folded = folded;
        this.submit = submit;
        this.cancel = cancel;
        this.schedules = schedules;
        this.inheritance = new Inheritance(parentage.agents(), parentage.harnesses());
    }

    /** What sub-agents are made from. */
    public record Parentage(AgentStore agents, Harnesses harnesses) {}

    /**
     * Has a task done by a sub-agent, and the session told when it is. Asked again with the same id
     * it sets up what is missing and nothing twice, so whoever dies here is followed by somebody
     * who does the rest: first somebody looks for the answer, then there is somebody to give one.
     *
     * @param turn of {@code session}, which delegates
     */
    Either<Refusal, Task> delegate(SessionKey session, TurnId turn, UUID id, TaskDraft draft) {
        SessionId task = new SessionId(id);
        SessionKey child = new SessionKey(session.organisation(), task);
        return inheritance
                .settings(session, folded.load(session), turn, draft)
                .flatMap(settings ->
                        schedules
                                .keep()
                                .watch(session, new ScheduleId(id), task, draft.title())
                                .flatMap(watched -> open(child, settings))
                                .flatMap(opened -> submit.submit(child, message(draft))))
                .map(sent -> new Task(task, draft.title(), Task.Status.RUNNING, ""));
    }

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

    /** Stops a sub-agent and those that work for it; one that has ended stays as it is. */
    Either<Refusal, Task> cancel(SessionKey session, SessionId task) {
        return find(session, task)
                .map(found -> {
                    stop(new SessionKey(session.organisation(), task));
                    return found;
                });
    }

    private void stop(SessionKey sub) {
        list(sub).stream()
                .filter(task -> task.status() == Task.Status.RUNNING)
                .forEach(task -> stop(new SessionKey(sub.organisation(), task.session())));
        cancel.cancel(sub, CANCEL_REASON);
    }

    private Either<Refusal, Schedule> schedule(SessionKey session, SessionId task) {
        Optional<Schedule> found =
                schedules
                        .read()
                        .find(session, new ScheduleId(task.value()))
                        .toJavaOptional()
                        .filter(schedule ->
                                schedule.terms().when().equals(new Recurrence.Answer(task)));
        return found.<Either<Refusal, Schedule>>map(Either::right)
                .orElseGet(
                        () -> Either.left(new Refusal.NotFound("task", task.value().toString())));
    }

    private Task task(SessionKey session, Schedule schedule) {
        SessionId id = ((Recurrence.Answer) schedule.terms().when()).session();
        SessionKey sub = new SessionKey(session.organisation(), id);
        String title = schedule.terms().message();
        SessionState state = folded.load(sub);
        if (state.settings() != null && !state.isIdle()) {
            return new Task(id, title, Task.Status.RUNNING, "");
        }
        LastAnswer answer = LastAnswer.of(log, sub);
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
