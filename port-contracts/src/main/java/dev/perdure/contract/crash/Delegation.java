package dev.perdure.contract.crash;

import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.engine.delegation.TaskTools;
import dev.perdure.engine.delegation.Tasks;
import dev.perdure.engine.identity.IdSource;
import dev.perdure.engine.model.ModelCatalog;
import dev.perdure.engine.schedule.DueBell;
import dev.perdure.engine.schedule.FireSchedule;
import dev.perdure.engine.schedule.ScheduleCases;
import dev.perdure.engine.schedule.ScheduleTimer;
import dev.perdure.engine.schedule.TaskBell;
import dev.perdure.engine.schedule.TaskWatch;
import dev.perdure.engine.session.AnswerTask;
import dev.perdure.engine.session.CancelTurn;
import dev.perdure.engine.session.Harnesses;
import dev.perdure.engine.session.SubmitMessage;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.timing.Timing;
import dev.perdure.engine.turn.TurnEnds;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.engine.work.LocalPlaces;
import dev.perdure.json.JsonObject;
import java.time.InstantSource;

/** The part of a node that has sub-agents work and looks after them. */
final class Delegation {

    static final CapabilityRef USE =
            new CapabilityRef(new CapabilityId("subagents"), JsonObject.empty());

    private final Storage storage;
    private final InstantSource clock;
    private final FoldedSessions folded;
    private final Timing timing;
    private final DueBell bell;
    private final TaskBell taskBell;
    private final SubmitMessage submit;
    private final Tasks tasks;

    Delegation(
            Storage storage,
            InstantSource clock,
            ModelCatalog models,
            FoldedSessions folded,
            Harnesses harnesses,
            Timing timing) {
        this.storage = storage;
        this.clock = clock;
        this.folded = folded;
        this.timing = timing;
        this.bell = new DueBell(timing);
        this.taskBell = new TaskBell(storage.schedules(), bell, clock);
        IdSource ids = IdSource.timeOrdered();
        LocalPlaces nowhere = LocalPlaces.none();
        this.submit = new SubmitMessage(storage.log(), nowhere, models, clock, ids, folded);
        this.tasks =
                new Tasks(
                        storage.log(),
                        folded,
                        submit,
                        new CancelTurn(storage.log(), folded, nowhere),
                        new Tasks.Watching(ScheduleCases.of(storage, ids, bell), taskBell),
                        new Tasks.Parentage(storage.agents(), harnesses));
    }

    TaskTools tools() {
        return new TaskTools(tasks, timing);
    }

    TurnEnds bell() {
        return taskBell;
    }

    ScheduleTimer timer(LocalPlaces places) {
        TaskWatch watch =
                new TaskWatch(
                        folded,
                        new AnswerTask(storage.log(), folded, places, clock),
                        new TaskWatch.Crew(tasks::isAtWork, tasks::answer, tasks::stop));
        return new ScheduleTimer(
                storage.schedules(),
                new FireSchedule(storage.schedules(), submit, folded, watch, clock),
                bell,
                clock,
                timing);
    }
}
