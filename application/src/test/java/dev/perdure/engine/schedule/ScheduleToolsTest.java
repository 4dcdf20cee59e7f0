package dev.perdure.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.capability.CapabilityId;
import dev.perdure.engine.identity.IdSource;
import dev.perdure.engine.store.ScheduleStore;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.engine.store.Window;
import dev.perdure.engine.timing.Timing;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.schedule.MissedPolicy;
import dev.perdure.schedule.Recurrence;
import dev.perdure.schedule.Schedule;
import dev.perdure.schedule.ScheduleStatus;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.TurnId;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleToolsTest {

    private final Place place = new Place();
    private final SessionKey session = place.open();
    private final ScheduleTools tools = new ScheduleTools(place.cases);

    @AfterEach
    void close() {
        place.close();
    }

    @Test
    void a_call_makes_one_schedule_however_often_it_is_run() {
        String arguments =
                "{\"message\":\"Look.\",\"cron_expression\":\"0 9 * * 1-5\","
                        + "\"timezone\":\"Europe/Berlin\",\"missed\":\"skip\",\"max_runs\":3,"
                        + "\"scheduled_at\":null,\"ends_at\":\"2026-04-01T00:00:00+02:00\"}";

        ToolResult first = run("create_schedule", arguments, "a");
        ToolResult again = run("create_schedule", arguments, "a");
        ToolResult other = run("create_schedule", arguments, "b");

        assertThat(first.succeeded()).as(first.error()).isTrue();
        assertThat(again).isEqualTo(first);
        assertThat(other.succeeded()).isTrue();
        assertThat(all()).hasSize(2);
        Schedule made = all().getLast();
        assertThat(made.terms().when())
                .isEqualTo(new Recurrence.Cron("0 9 * * 1-5", ZoneId.of("Europe/Berlin")));
        assertThat(made.terms().missed()).isEqualTo(MissedPolicy.SKIP);
        assertThat(made.terms().runsMax()).isEqualTo(3);
        assertThat(first.output())
                .contains("\"status\":\"active\"", "\"next\":\"2026-03-02T08:00:00Z\"");
    }

    @Test
    void a_time_from_now_is_counted_from_the_first_run() {
        ToolResult first = run("create_schedule", "{\"message\":\"Look.\",\"in_seconds\":90}", "a");

        assertThat(first.output())
                .contains("\"scheduled_at\":\"" + Place.NOON.plusSeconds(90) + "\"");
        place.clock.advance(Duration.ofSeconds(30));
        assertThat(run("create_schedule", "{\"message\":\"Look.\",\"in_seconds\":90}", "a"))
                .isEqualTo(first);
    }

    @Test
    void a_session_lists_and_cancels_its_own_schedules_only() {
        SessionKey other = place.open();
        Schedule own = place.hourly(session, MissedPolicy.ONE);
        Schedule strange = place.hourly(other, MissedPolicy.ONE);

        assertThat(run("list_schedules", "{}", "a").output())
                .contains(own.id().value().toString())
                .doesNotContain(strange.id().value().toString());
        assertThat(cancel(strange).error()).startsWith("There is no schedule");
        assertThat(cancel(own).output()).contains("\"status\":\"cancelled\"");
        assertThat(cancel(own).output()).contains("\"status\":\"cancelled\"");
        assertThat(place.cases.keep().resume(session, own.id()).getLeft().sentence())
                .isEqualTo("The schedule is over.");
        assertThat(run("list_schedules", "{}", "a").output()).isEqualTo("{\"schedules\":[]}");
        assertThat(place.current(strange).status()).isEqualTo(ScheduleStatus.ACTIVE);
    }

    @Test
    void a_session_has_only_so_many_open_schedules() {
        for (int i = 0; i < KeepSchedules.OPEN_MAX; i++) {
            place.hourly(session, MissedPolicy.ONE);
        }

        assertThat(
                        run(
                                        "create_schedule",
                                        "{\"message\":\"Look.\",\"cron_expression\":\"0 * * * *\"}",
                                        "a")
                                .error())
                .isEqualTo("The session has 20 schedules already, and may have no more.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"message":"a"}                                                     | A schedule has either
                    {"message":"a","cron_expression":"x","scheduled_at":"2026-03-02T00:00:00Z"} | A schedule has either
                    {"message":"a","cron_expression":"* * * * * *"}                     | An expression has five fields
                    {"message":"a","cron_expression":"0 0 30 2 *"}                      | There is no such time
                    {"message":"a","cron_expression":"* * * * *","timezone":"Mars"}     | This is not the name of a time zone
                    {"message":"a","scheduled_at":"2026-03-01T11:59:59Z"}               | There is no such time
                    {"message":"a","in_seconds":0}                                      | The argument in_seconds is not a whole
                    {"message":"a","in_seconds":5,"scheduled_at":"2026-03-02T00:00:00Z"} | The argument in_seconds is not given together
                    {"message":"a","in_seconds":5,"cron_expression":"* * * * *"}        | A schedule has either
                    {"message":"a","in_seconds":2000000000}                             | It is at most 3650 days ahead
                    {"message":"a","scheduled_at":"tomorrow"}                           | The argument scheduled_at is not a time
                    {"message":"a","scheduled_at":"2096-03-01T11:59:59Z"}               | It is at most 3650 days ahead
                    {"message":"a","scheduled_at":"2026-03-02T00:00:00Z","ends_at":"2026-03-01T23:00:00Z"} | There is no such time
                    {"message":" ","cron_expression":"* * * * *"}                       | A schedule has something to say
                    {"message":7,"cron_expression":"* * * * *"}                         | The argument message is not a text
                    {"message":"a","cron_expression":"* * * * *","max_runs":0}          | The argument max_runs is not a whole
                    {"message":"a","cron_expression":"* * * * *","missed":"most"}       | The argument missed is not one, skip or all
                    []                                                                  | The arguments of create_schedule are not an object
                    """)
    void what_is_wrong_is_said_in_a_sentence(String arguments, String sentence) {
        assertThat(run("create_schedule", arguments, "a").error()).startsWith(sentence);
        assertThat(all()).isEmpty();
    }

    @Test
    void a_message_has_a_bound() {
        String longest = "a".repeat(KeepSchedules.MESSAGE_CHARACTERS_MAX);

        assertThat(saying(longest + "a").error()).isEqualTo("It has at most 20000 characters.");
        assertThat(saying(longest).succeeded()).isTrue();
    }

    @Test
    void of_what_may_have_been_made_nobody_says_that_it_was_not() {
        ScheduleStore away =
                (ScheduleStore)
                        Proxy.newProxyInstance(
                                ScheduleStore.class.getClassLoader(),
                                new Class<?>[] {ScheduleStore.class},
                                (proxy, method, arguments) -> {
                                    throw new StoreUnavailable("away", new IOException());
                                });
        ScheduleTools cut =
                new ScheduleTools(
                        new ScheduleCases(
                                new KeepSchedules(
                                        away,
                                        place.clock,
                                        IdSource.timeOrdered(),
                                        new DueBell(Timing.system())),
                                new ReadSchedules(away)));
        String daily = "{\"message\":\"Look.\",\"cron_expression\":\"0 9 * * *\"}";
        String some = "{\"schedule_id\":\"" + new UUID(1, 1) + "\"}";

        assertThat(run(cut, "create_schedule", daily, "a")).isEqualTo(ToolResult.unknown());
        assertThat(run(cut, "cancel_schedule", some, "a")).isEqualTo(ToolResult.unknown());
        assertThat(run(cut, "list_schedules", "{}", "a").error()).contains("Try again later");
    }

    @Test
    void a_task_is_not_cancelled_as_if_it_were_a_schedule() {
        SessionId task = new SessionId(new UUID(3, 3));
        Schedule watch =
                place.cases.keep().watch(session, new Recurrence.Answer(task, null), "Dig.").get();

        assertThat(cancel(watch).error()).contains("cancel_task");
        assertThat(all()).containsExactly(watch);
    }

    private ToolResult saying(String message) {
        return run(
                "create_schedule",
                "{\"message\":\"" + message + "\",\"cron_expression\":\"0 * * * *\"}",
                "a");
    }

    private ToolResult cancel(Schedule schedule) {
        return run("cancel_schedule", "{\"schedule_id\":\"" + schedule.id().value() + "\"}", "a");
    }

    private List<Schedule> all() {
        return place.cases.read().of(session, new Window(0, 100)).items();
    }

    private ToolResult run(String tool, String arguments, String key) {
        return run(tools, tool, arguments, key);
    }

    private ToolResult run(ScheduleTools tools, String tool, String arguments, String key) {
        return tools.run(
                new CapabilityId("session_schedule"),
                new ToolCall(new ToolCallId("call"), tool, new JsonText(arguments)),
                new ToolContext(
                        session,
                        new TurnId(new UUID(1, 1)),
                        JsonObject.empty(),
                        new IdempotencyKey(key),
                        Place.NOON.plusSeconds(60)));
    }
}
