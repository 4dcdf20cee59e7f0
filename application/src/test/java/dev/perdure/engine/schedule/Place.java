package dev.perdure.engine.schedule;

import dev.perdure.engine.identity.IdSource;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.model.ModelCatalog;
import dev.perdure.engine.model.ModelProfiles;
import dev.perdure.engine.model.OrganisationModels;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.SettableClock;
import dev.perdure.engine.session.AnswerTask;
import dev.perdure.engine.session.CancelTurn;
import dev.perdure.engine.session.MessageDraft;
import dev.perdure.engine.session.SubmitMessage;
import dev.perdure.engine.store.ScheduleStore;
import dev.perdure.engine.store.Window;
import dev.perdure.engine.timing.Timing;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.engine.view.LastAnswer;
import dev.perdure.engine.view.SessionLoader;
import dev.perdure.engine.work.LocalPlaces;
import dev.perdure.event.Event;
import dev.perdure.event.Offset;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.harness.Harness;
import dev.perdure.json.JsonText;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.TurnState;
import dev.perdure.message.Message;
import dev.perdure.schedule.MissedPolicy;
import dev.perdure.schedule.Recurrence;
import dev.perdure.schedule.Schedule;
import dev.perdure.schedule.Slot;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import dev.perdure.turn.TurnLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A storage with sessions, where nothing runs by itself. */
final class Place implements AutoCloseable {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static final int ALL = 1000;

    final SettableClock clock = new SettableClock();
    final InMemoryStorage storage = InMemoryStorage.open(clock);
    final ScheduleCases cases =
            ScheduleCases.of(storage, IdSource.timeOrdered(), new DueBell(Timing.system()));

    /** The sub-agents that were stopped because nobody waited for them any more. */
    final List<SessionKey> stopped = new ArrayList<>();

    SessionKey open() {
        SessionKey session =
                new SessionKey(OrganisationId.DEFAULT, new SessionId(UUID.randomUUID()));
        Appends.one(
                storage.log(),
                Batch.of(
                        session,
                        new Guard.NewStream(),
                        List.of(
                                new SessionEvent.SessionOpened(
                                        SessionSettings.of(Harness.GENERIC_ID, null, "")))));
        return session;
    }

    Schedule hourly(SessionKey session, MissedPolicy missed) {
        return cases.keep()
                .create(
                        session,
                        new ScheduleDraft("0 * * * *", null, null, "Look.", missed, null, null))
                .get();
    }

    ScheduleTimer timer() {
        return timer(storage.schedules(), storage.log());
    }

    FireSchedule fire() {
        return fire(storage.schedules(), storage.log());
    }

    /** Of a node that reaches the storage through these. */
    ScheduleTimer timer(ScheduleStore schedules, EventLog log) {
        return new ScheduleTimer(
                schedules,
                fire(schedules, log),
                new DueBell(Timing.system()),
                clock,
                Timing.system());
    }

    private FireSchedule fire(ScheduleStore schedules, EventLog log) {
        FoldedSessions folded = new FoldedSessions(log);
        TaskWatch tasks =
                new TaskWatch(
                        folded,
                        new AnswerTask(log, folded, LocalPlaces.none(), clock),
                        new TaskWatch.Crew(
                                child -> {
                                    SessionState state = folded.load(child);
                                    return state.settings() != null && !state.isIdle();
                                },
                                child -> LastAnswer.of(log, child),
                                stopped::add));
        return new FireSchedule(schedules, submit(log, folded), folded, tasks, clock);
    }

    private SubmitMessage submit(EventLog log, FoldedSessions folded) {
        return new SubmitMessage(
                log,
                LocalPlaces.none(),
                new ModelCatalog(
                        List.of(new ScriptedModel()), OrganisationModels.NONE, ModelProfiles.NONE),
                clock,
                IdSource.timeOrdered(),
                folded);
    }

    void say(SessionKey session, String text) {
        submit(storage.log(), new FoldedSessions(storage.log()))
                .submit(session, MessageDraft.ofText(text))
                .get();
    }

    /** The session has a call that waits for {@code task}; its turn is nobody's to run. */
    Recurrence.Waiter delegates(SessionKey session, SessionId task) {
        say(session, "Have the birds counted.");
        SessionState state = SessionLoader.load(storage.log(), session);
        TurnState.Queued queued = (TurnState.Queued) state.foremost().orElseThrow();
        TurnId turn = queued.turn();
        StepNumber step = StepNumber.FIRST;
        ToolCall call = new ToolCall(new ToolCallId("a"), "run_subagent", new JsonText("{}"));
        PlannedCall planned =
                new PlannedCall(call, ToolOwner.ENGINE, true, OutcomePolicy.FAIL_TO_MODEL);
        append(
                session,
                state,
                new TurnEvent.TurnStarted(
                        turn, queued.input(), null, ScriptedModel.NAME, TurnLimits.DEFAULT, NOON),
                new StepEvent.ActStarted(turn, step, List.of(planned)),
                new StepEvent.ToolStarted(turn, step, Attempt.FIRST, call),
                new StepEvent.ToolDelegated(turn, step, call.id(), call.name(), task, NOON));
        return new Recurrence.Waiter(turn, call.id());
    }

    private void append(SessionKey session, SessionState state, Event... facts) {
        Appends.one(
                storage.log(),
                Batch.of(session, new Guard.AtVersion(state.version()), List.of(facts)));
    }

    /** What became of the calls of a session. */
    List<ToolResult> results(SessionKey session) {
        return storage.log().read(session, Offset.START, ALL, Selection.FACTS).stream()
                .map(envelope -> envelope.entry())
                .filter(StepEvent.ToolCompleted.class::isInstance)
                .map(entry -> ((StepEvent.ToolCompleted) entry).result())
                .toList();
    }

    void cancel(SessionKey session) {
        new CancelTurn(storage.log(), new FoldedSessions(storage.log()), LocalPlaces.none())
                .cancel(session, "Enough.")
                .get();
    }

    Schedule current(Schedule schedule) {
        return cases.read().find(schedule.session(), schedule.id()).get();
    }

    List<Slot> slots(Schedule schedule) {
        return cases.read().slots(schedule, new Window(0, ALL));
    }

    List<Message> messages(SessionKey session) {
        return storage.log().read(session, Offset.START, ALL, Selection.FACTS).stream()
                .map(envelope -> envelope.entry())
                .filter(TurnEvent.MessageReceived.class::isInstance)
                .map(entry -> ((TurnEvent.MessageReceived) entry).message())
                .toList();
    }

    @Override
    public void close() {
        storage.close();
    }
}
