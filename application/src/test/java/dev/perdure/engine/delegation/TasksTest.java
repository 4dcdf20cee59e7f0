package dev.perdure.engine.delegation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.agent.AgentStatus;
import dev.perdure.agent.AgentVersion;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
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
import dev.perdure.engine.rig.Doomed;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.SettableClock;
import dev.perdure.engine.schedule.DueBell;
import dev.perdure.engine.schedule.KeepSchedules;
import dev.perdure.engine.schedule.ReadSchedules;
import dev.perdure.engine.schedule.ScheduleCases;
import dev.perdure.engine.schedule.ScheduleDraft;
import dev.perdure.engine.schedule.TaskBell;
import dev.perdure.engine.session.CancelTurn;
import dev.perdure.engine.session.Harnesses;
import dev.perdure.engine.session.SubmitMessage;
import dev.perdure.engine.store.ScheduleStore;
import dev.perdure.engine.timing.Timing;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.engine.view.SessionLoader;
import dev.perdure.engine.work.LocalPlaces;
import dev.perdure.event.Offset;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.harness.BuiltInHarnesses;
import dev.perdure.harness.Harness;
import dev.perdure.harness.HarnessDefaults;
import dev.perdure.json.Json;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.refusal.Refusal;
import dev.perdure.schedule.MissedPolicy;
import dev.perdure.schedule.Recurrence;
import dev.perdure.schedule.Schedule;
import dev.perdure.schedule.ScheduleStatus;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.turn.TurnId;
import io.vavr.control.Either;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TasksTest {

    private static final TurnId TURN = new TurnId(new UUID(1, 1));

    private final SettableClock clock = new SettableClock();
    private final InMemoryStorage storage = InMemoryStorage.open(clock);
    private final Tasks tasks = tasks(storage.schedules(), storage.log());

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void a_sub_agent_knows_whom_it_works_for_and_is_told_its_task_only() {
        SessionKey session = open("subagents", "test_math");

        Task task = delegated(session, new UUID(9, 1), draft(null)).get();

        SessionKey child = new SessionKey(session.organisation(), task.session());
        SessionSettings settings = SessionLoader.load(storage.log(), child).settings();
        assertThat(settings.ancestors()).containsExactly(session.id());
        assertThat(settings.capabilities())
                .extracting(CapabilityRef::id)
                .containsExactly(new CapabilityId("subagents"), new CapabilityId("test_math"));
        assertThat(settings.instructions()).startsWith("You are a sub-agent");
        assertThat(said(child)).containsExactly("Count the birds.");
        assertThat(tasks.list(session))
                .containsExactly(new Task(task.session(), "Birds", Task.Status.RUNNING, ""));
    }

    @Test
    void a_sub_agent_has_no_more_than_its_session() {
        SessionKey session = open("subagents", "test_math");

        assertThat(
                        delegated(
                                        session,
                                        new UUID(9, 1),
                                        draft(List.of(new CapabilityId("web_fetch"))))
                                .getLeft()
                                .sentence())
                .isEqualTo(
                        "A sub-agent has no more capabilities than this session, which has not:"
                                + " web_fetch.");
        Task task =
                delegated(session, new UUID(9, 1), draft(List.of(new CapabilityId("test_math"))))
                        .get();
        SessionKey child = new SessionKey(session.organisation(), task.session());
        assertThat(SessionLoader.load(storage.log(), child).settings().capabilities())
                .extracting(CapabilityRef::id)
                .containsExactly(new CapabilityId("test_math"));
        assertThat(
                        delegated(
                                        session,
                                        new UUID(9, 2),
                                        new TaskDraft("Go.", "Go", "nobody", "", null))
                                .getLeft()
                                .sentence())
                .isEqualTo("There is no agent nobody.");
    }

    @Test
    void an_agent_that_may_do_more_is_refused_also_by_how_its_capabilities_are_set_up() {
        JsonObject hosts =
                JsonObject.builder()
                        .put("allowed_hosts", JsonArray.of(new JsonString("one.example")))
                        .build();
        SessionKey session = open(List.of(use("web_fetch", hosts)), JsonObject.empty());
        String wide = register("wide", use("web_fetch", JsonObject.empty()));
        String alike = register("alike", use("web_fetch", hosts));
        String more = register("more", use("web_fetch", hosts), use("test_math", hosts));

        assertThat(delegated(session, new UUID(9, 1), to(wide, null)).getLeft().sentence())
                .isEqualTo(
                        "A sub-agent may do no more than this session, where these are set up"
                                + " otherwise: web_fetch.");
        assertThat(delegated(session, new UUID(9, 2), to(more, null)).getLeft().sentence())
                .endsWith("which has not: test_math.");
        assertThat(delegated(session, new UUID(9, 3), to(alike, List.of())).getLeft().sentence())
                .startsWith("An agent has capabilities of its own");
        assertThat(delegated(session, new UUID(9, 4), to(alike, null)).isRight()).isTrue();
    }

    @Test
    void nothing_is_given_on_from_a_turn_that_is_over_because_its_rules_are_gone() {
        AgentId agent = new AgentId(UUID.fromString(register("leader")));
        SessionKey session = open(SessionSettings.of(Harness.GENERIC_ID, agent, ""));

        assertThat(delegated(session, new UUID(9, 1), draft(null)).getLeft().sentence())
                .isEqualTo("The turn is over, and nothing can be given on from it.");
        assertThat(storage.log().head(new SessionKey(session.organisation(), id(9, 1)))).isEmpty();
    }

    private String register(String name, CapabilityRef... uses) {
        AgentId id = new AgentId(UUID.randomUUID());
        storage.agents()
                .insert(
                        new Agent(
                                id,
                                OrganisationId.DEFAULT,
                                name,
                                AgentVersion.FIRST,
                                AgentSettings.of(name, "").withCapabilities(List.of(uses)),
                                AgentStatus.ACTIVE,
                                clock.instant(),
                                clock.instant()));
        return id.value().toString();
    }

    private static TaskDraft to(String agent, @Nullable List<CapabilityId> capabilities) {
        return new TaskDraft("Count the birds.", "Birds", agent, "", capabilities);
    }

    @Test
    void a_sub_agent_has_to_ask_whoever_its_session_has_to_ask_and_no_other_hosts() {
        JsonObject rule =
                JsonObject.builder().put("tools", JsonArray.of(new JsonString("*"))).build();
        JsonObject network =
                (JsonObject) Json.parse("{\"allowed\":[\"one.example\"],\"blocked\":[]}").get();
        SessionKey session =
                open(
                        List.of(
                                use("subagents", JsonObject.empty()),
                                use("tool_approval", rule),
                                use("tool_approval", JsonObject.empty())),
                        JsonObject.builder().put("network_access", network).build());

        Task task = delegated(session, new UUID(9, 1), draft(List.of())).get();

        SessionSettings settings =
                SessionLoader.load(storage.log(), child(session, task)).settings();
        assertThat(settings.capabilities())
                .containsExactly(
                        use("tool_approval", rule), use("tool_approval", JsonObject.empty()));
        assertThat(settings.extensions().get("network_access")).contains(network);
    }

    @Test
    void sub_agents_go_no_deeper_than_the_bound() {
        SessionKey session = open("subagents");
        SessionKey child = child(session, delegated(session, new UUID(9, 1), draft(null)).get());
        SessionKey grandchild = child(child, delegated(child, new UUID(9, 2), draft(null)).get());

        SessionSettings settings = SessionLoader.load(storage.log(), grandchild).settings();
        assertThat(settings.ancestors()).containsExactly(child.id(), session.id());
        assertThat(settings.capabilities()).isEmpty();
        assertThat(delegated(grandchild, new UUID(9, 3), draft(null)).getLeft().sentence())
                .isEqualTo("This is a sub-agent of a sub-agent, and may have none itself.");
    }

    @Test
    void a_session_has_only_so_many_tasks_at_once() {
        SessionKey session = open("subagents");
        for (int i = 0; i < KeepSchedules.OPEN_MAX; i++) {
            assertThat(delegated(session, new UUID(9, i), draft(null)).isRight()).isTrue();
        }

        assertThat(delegated(session, new UUID(10, 1), draft(null)).getLeft().sentence())
                .contains("20 schedules already");
        assertThat(storage.log().head(new SessionKey(session.organisation(), id(10, 1)))).isEmpty();
    }

    @Test
    void a_tree_of_sub_agents_has_only_so_many_at_once() {
        SessionKey session = open("subagents");
        int made = 0;
        for (int i = 0; made < FanOut.TREE_MAX; i++) {
            SessionKey child =
                    child(session, delegated(session, new UUID(9, i), draft(null)).get());
            made++;
            for (int j = 0; j < KeepSchedules.OPEN_MAX && made < FanOut.TREE_MAX; j++, made++) {
                assertThat(delegated(child, new UUID(10 + i, j), draft(null)).isRight()).isTrue();
            }
        }
        SessionKey child = new SessionKey(session.organisation(), id(9, 0));

        assertThat(delegated(session, new UUID(8, 1), draft(null)).getLeft().sentence())
                .contains("at most 40 may work at a time");
        tasks.cancel(session, child.id());
        assertThat(delegated(session, new UUID(9, 1), draft(null)).isRight())
                .as("made before")
                .isTrue();
    }

    @Test
    void a_session_that_goes_stops_what_it_has_others_do() {
        SessionKey session = open("subagents");
        SessionKey child = child(session, delegated(session, new UUID(9, 1), draft(null)).get());
        SessionKey grandchild = child(child, delegated(child, new UUID(9, 2), draft(null)).get());

        tasks.stopTasks(session);

        assertThat(SessionLoader.load(storage.log(), child).isIdle()).isTrue();
        assertThat(SessionLoader.load(storage.log(), grandchild).isIdle()).isTrue();
        assertThat(tasks.find(child, grandchild.id()).get().status())
                .isEqualTo(Task.Status.CANCELLED);
    }

    @Test
    void a_cancelled_task_stops_what_was_given_on_from_it() {
        SessionKey session = open("subagents");
        SessionKey child = child(session, delegated(session, new UUID(9, 1), draft(null)).get());
        delegated(child, new UUID(9, 2), draft(null));

        tasks.cancel(session, child.id());

        assertThat(tasks.find(session, child.id()).get().status()).isEqualTo(Task.Status.CANCELLED);
        assertThat(tasks.find(child, id(9, 2)).get().status()).isEqualTo(Task.Status.CANCELLED);
        assertThat(tasks.cancel(session, child.id()).isRight()).isTrue();
        assertThat(tasks.cancel(open("subagents"), child.id()).getLeft().sentence())
                .startsWith("There is no task");
    }

    @Test
    void a_sub_agent_whose_own_tasks_run_is_at_work_and_counts() {
        SessionKey session = open("subagents");
        SessionKey child = child(session, delegated(session, new UUID(9, 1), draft(null)).get());
        SessionKey grandchild = child(child, delegated(child, new UUID(9, 2), draft(null)).get());

        new CancelTurn(storage.log(), new FoldedSessions(storage.log()), LocalPlaces.none())
                .cancel(child, "Its turn is over.");

        assertThat(SessionLoader.load(storage.log(), child).isIdle()).isTrue();
        assertThat(tasks.isAtWork(child)).isTrue();
        assertThat(tasks.find(session, child.id()).get().status()).isEqualTo(Task.Status.RUNNING);
        tasks.stop(grandchild);
        tasks.stopTasks(child);
        assertThat(tasks.isAtWork(child)).isFalse();
    }

    @Test
    void a_cancelled_task_leaves_neither_schedules_nor_turns_that_are_due() {
        SessionKey session = open("subagents", "session_schedule");
        SessionKey child = child(session, delegated(session, new UUID(9, 1), draft(null)).get());
        assertThat(SessionLoader.load(storage.log(), child).settings().capabilities())
                .as("what makes schedules")
                .containsExactly(use("subagents", JsonObject.empty()));
        Schedule schedule =
                ScheduleCases.of(storage, IdSource.timeOrdered(), new DueBell(Timing.system()))
                        .keep()
                        .create(
                                child,
                                new ScheduleDraft(
                                        null,
                                        clock.instant().plusSeconds(60),
                                        null,
                                        "Go on.",
                                        MissedPolicy.ONE,
                                        null,
                                        null))
                        .get();
        tasks.tell(session, child.id(), "And the bees.", "bees").get();
        tasks.tell(session, child.id(), "And the wasps.", "wasps").get();

        tasks.cancel(session, child.id());

        assertThat(SessionLoader.load(storage.log(), child).isIdle()).isTrue();
        assertThat(storage.schedules().find(child.organisation(), schedule.id()).get().status())
                .isEqualTo(ScheduleStatus.CANCELLED);
    }

    @Test
    void a_task_of_which_nobody_would_be_told_is_not_worked_on() {
        SessionKey session = open("subagents");
        SessionId task = id(9, 1);
        KeepSchedules keep =
                ScheduleCases.of(storage, IdSource.timeOrdered(), new DueBell(Timing.system()))
                        .keep();
        keep.watch(session, new Recurrence.Answer(task, null), "Birds").get();
        keep.unwatch(session, task);

        assertThat(delegated(session, task.value(), draft(null)).getLeft().sentence())
                .isEqualTo("The task was taken back.");
        assertThat(tasks.isAtWork(new SessionKey(session.organisation(), task))).isFalse();
    }

    @Test
    void whoever_gives_on_sheds_no_bounds_of_its_turns() {
        CapabilityRef bound =
                use("parallel_tool_calls", (JsonObject) Json.parse("{\"max_parallel\":1}").get());
        SessionKey session =
                open(
                        new SessionSettings(
                                Harness.GENERIC_ID,
                                null,
                                null,
                                "",
                                List.of(),
                                null,
                                "",
                                List.of(bound, use("test_math", JsonObject.empty())),
                                List.of(),
                                3,
                                JsonObject.empty()));

        Task task =
                delegated(session, new UUID(9, 1), draft(List.of(new CapabilityId("test_math"))))
                        .get();

        SessionSettings settings =
                SessionLoader.load(storage.log(), child(session, task)).settings();
        assertThat(settings.capabilities())
                .containsExactly(bound, use("test_math", JsonObject.empty()));
        assertThat(settings.maxSteps()).isEqualTo(3);
    }

    @Test
    void a_task_is_set_up_once_whoever_dies_wherever() {
        int crossing = 1;
        while (diesAt(crossing, true) && diesAt(crossing, false)) {
            crossing++;
        }
        assertThat(crossing).as("after watch, open and tell").isEqualTo(4);
    }

    private boolean diesAt(int crossing, boolean before) {
        SessionKey session = open("subagents");
        UUID id = UUID.randomUUID();
        Doomed doomed = new Doomed(crossing, before);
        Tasks dying =
                tasks(
                        doomed.port(ScheduleStore.class, storage.schedules()),
                        doomed.port(EventLog.class, storage.log()));

        doomed.live(() ->
                dying.delegate(
                        session, new Tasks.Order(TURN, new SessionId(id), null), draft(null)));
        Task task = delegated(session, id, draft(null)).get();

        assertThat(said(child(session, task))).as("%s, %s", crossing, before).hasSize(1);
        assertThat(tasks.list(session)).hasSize(1);
        return doomed.isDead();
    }

    private Either<Refusal, Task> delegated(SessionKey session, UUID id, TaskDraft draft) {
        return tasks.delegate(session, new Tasks.Order(TURN, new SessionId(id), null), draft);
    }

    private static TaskDraft draft(@Nullable List<CapabilityId> capabilities) {
        return new TaskDraft("Count the birds.", "Birds", null, "", capabilities);
    }

    private static SessionId id(long high, long low) {
        return new SessionId(new UUID(high, low));
    }

    private static SessionKey child(SessionKey session, Task task) {
        return new SessionKey(session.organisation(), task.session());
    }

    private SessionKey open(String... capabilities) {
        return open(
                List.of(capabilities).stream().map(id -> use(id, JsonObject.empty())).toList(),
                JsonObject.empty());
    }

    private static CapabilityRef use(String id, JsonObject config) {
        return new CapabilityRef(new CapabilityId(id), config);
    }

    private SessionKey open(List<CapabilityRef> capabilities, JsonObject extensions) {
        SessionSettings settings =
                new SessionSettings(
                        Harness.GENERIC_ID,
                        null,
                        null,
                        "",
                        List.of(),
                        null,
                        "",
                        capabilities,
                        List.of(),
                        null,
                        extensions);
        return open(settings);
    }

    private SessionKey open(SessionSettings settings) {
        SessionKey session =
                new SessionKey(OrganisationId.DEFAULT, new SessionId(UUID.randomUUID()));
        Appends.one(
                storage.log(),
                Batch.of(
                        session,
                        new Guard.NewStream(),
                        List.of(new SessionEvent.SessionOpened(settings))));
        return session;
    }

    private List<String> said(SessionKey session) {
        return storage.log().read(session, Offset.START, 1000, Selection.FACTS).stream()
                .map(envelope -> envelope.entry())
                .filter(TurnEvent.MessageReceived.class::isInstance)
                .map(entry -> ((TurnEvent.MessageReceived) entry).message().text())
                .toList();
    }

    private Tasks tasks(ScheduleStore schedules, EventLog log) {
        FoldedSessions folded = new FoldedSessions(log);
        DueBell bell = new DueBell(Timing.system());
        ModelCatalog models =
                new ModelCatalog(
                        List.of(new ScriptedModel()), OrganisationModels.NONE, ModelProfiles.NONE);
        return new Tasks(
                log,
                folded,
                new SubmitMessage(
                        log, LocalPlaces.none(), models, clock, IdSource.timeOrdered(), folded),
                new CancelTurn(log, folded, LocalPlaces.none()),
                new Tasks.Watching(
                        new ScheduleCases(
                                new KeepSchedules(schedules, clock, IdSource.timeOrdered(), bell),
                                new ReadSchedules(schedules)),
                        new TaskBell(schedules, bell, clock)),
                new Tasks.Parentage(
                        storage.agents(),
                        new Harnesses(
                                BuiltInHarnesses.all(), HarnessDefaults.of(ScriptedModel.NAME))));
    }
}
