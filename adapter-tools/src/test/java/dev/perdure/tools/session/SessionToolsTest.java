package dev.perdure.tools.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.capability.CapabilityId;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.event.Event;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.harness.Harness;
import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.json.JsonValue;
import dev.perdure.message.Controls;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.message.Role;
import dev.perdure.model.ModelRef;
import dev.perdure.model.Usage;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.ToolStatus;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionToolsTest {

    private static final TurnId TURN = new TurnId(new UUID(1, 1));

    private final InMemoryStorage storage = InMemoryStorage.open();
    private final SessionTools tools = SessionTools.on(storage);
    private final SessionKey session =
            new SessionKey(OrganisationId.DEFAULT, new SessionId(new UUID(2, 2)));

    SessionToolsTest() {
        SessionSettings settings = SessionSettings.of(Harness.GENERIC_ID, null, "Untitled");
        Appends.one(
                storage.log(),
                Batch.of(
                        session,
                        new Guard.NewStream(),
                        List.of(new SessionEvent.SessionOpened(settings))));
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void a_title_that_was_given_is_the_one_that_is_told() {
        assertThat(run("session", "write_session_title", "{\"title\":\" Travel plans \"}").output())
                .contains("Travel plans");
        assertThat(run("session", "get_session_info", "{}").output())
                .contains("\"title\":\"Travel plans\"", "\"tags\":[]", "\"created_at\":");
        assertThat(storage.sessions().find(session).orElseThrow().settings().title())
                .isEqualTo("Travel plans");
    }

    @Test
    void a_title_is_refused_beyond_its_bound() {
        String longest = "t".repeat(SessionTitleTool.CHARACTERS_MAX);

        assertThat(
                        run("session", "write_session_title", "{\"title\":\"" + longest + "\"}")
                                .succeeded())
                .isTrue();
        assertThat(
                        run("session", "write_session_title", "{\"title\":\"" + longest + "t\"}")
                                .error())
                .contains("200 characters");
    }

    @Test
    void what_was_said_is_found_newest_first_whoever_said_it() {
        said("The train to Lisbon leaves at nine.");
        answered("I noted the TRAIN to Lisbon.");
        said("And the hotel?");
        returned("timetable", "train 17: Lisbon, platform 3");

        JsonObject found = found("{\"query\":\"lisbon train\"}");

        assertThat(texts(found))
                .containsExactly(
                        "train 17: Lisbon, platform 3",
                        "I noted the TRAIN to Lisbon.",
                        "The train to Lisbon leaves at nine.");
        assertThat(found.toJson()).contains("\"by\":\"tool timetable\"", "\"by\":\"agent\"");
        assertThat(found.get("look_further_before")).isEmpty();
    }

    @Test
    void one_can_look_further_back_than_was_shown() {
        for (int i = 1; i <= 5; i++) {
            said("note " + i);
        }
        JsonObject latest = found("{\"query\":\"note\",\"limit\":2}");
        long before = latest.longValue("look_further_before").orElseThrow();

        JsonObject earlier = found("{\"query\":\"note\",\"limit\":9,\"before\":" + before + "}");

        assertThat(texts(latest)).containsExactly("note 5", "note 4");
        assertThat(texts(earlier)).containsExactly("note 3", "note 2", "note 1");
    }

    @Test
    void a_long_text_is_shown_around_what_was_found_and_no_character_is_halved() {
        said("😀".repeat(1000) + "needle" + "😀".repeat(1000));

        String text = texts(found("{\"query\":\"needle\"}")).getFirst();

        assertThat(text).contains("needle").startsWith("…").endsWith("…");
        assertThat(text.length()).isLessThan(500);
        assertThat(text.codePoints()).noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }

    @Test
    void what_was_never_said_is_not_found() {
        said("Hello");

        assertThat(texts(found("{\"query\":\"goodbye\"}"))).isEmpty();
    }

    @Test
    void a_list_of_things_to_do_is_said_back_in_order() {
        ToolResult result =
                run(
                        "stateless_todo_list",
                        "write_todos",
                        """
                        {"todos":[{"content":"pack","status":"completed"},
                          {"content":"book","status":"in_progress"},
                          {"content":"go","status":"pending"}]}\
                        """);

        assertThat(result.output()).isEqualTo("[x] pack\n[>] book\n[ ] go");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"todos\":1}",
                "{\"todos\":[1]}",
                "{\"todos\":[{\"content\":\"\",\"status\":\"pending\"}]}",
                "{\"todos\":[{\"content\":\"go\",\"status\":\"soon\"}]}"
            })
    void a_malformed_list_is_an_error_that_says_what_is_wrong(String arguments) {
        ToolResult result = run("stateless_todo_list", "write_todos", arguments);

        assertThat(result.status()).isEqualTo(ToolStatus.ERROR);
        assertThat(result.error()).contains("todos");
    }

    @Test
    void a_session_that_is_gone_is_an_error_and_no_crash() {
        storage.sessions().remove(session);

        assertThat(run("session", "get_session_info", "{}").status()).isEqualTo(ToolStatus.ERROR);
        assertThat(run("session", "write_session_title", "{\"title\":\"x\"}").status())
                .isEqualTo(ToolStatus.ERROR);
    }

    private void said(String text) {
        append(new TurnEvent.MessageReceived(TURN, message(Role.USER, text)));
    }

    private void answered(String text) {
        append(
                new StepEvent.OutputCompleted(
                        TURN,
                        StepNumber.FIRST,
                        message(Role.AGENT, text),
                        new ModelRef("m"),
                        Usage.NONE));
    }

    private void returned(String tool, String output) {
        append(
                new StepEvent.ToolCompleted(
                        TURN,
                        StepNumber.FIRST,
                        new ToolCallId("c"),
                        tool,
                        ToolResult.success(output),
                        Duration.ZERO));
    }

    private void append(Event fact) {
        Appends.one(storage.log(), Batch.of(session, new Guard.Exists(), List.of(fact)));
    }

    private static Message message(Role role, String text) {
        return new Message(
                new MessageId(UUID.randomUUID()),
                role,
                List.of(new InputPart.Text(text)),
                Controls.NONE,
                JsonObject.empty(),
                JsonObject.empty(),
                JsonObject.empty(),
                Instant.EPOCH);
    }

    private JsonObject found(String arguments) {
        ToolResult result = run("infinity_context", "query_history", arguments);
        assertThat(result.error()).isEmpty();
        return (JsonObject) Json.parse(result.output()).get();
    }

    private static List<String> texts(JsonObject found) {
        return found.array("matches").orElseThrow().elements().stream()
                .map((JsonValue match) -> ((JsonObject) match).string("text").orElseThrow())
                .toList();
    }

    private ToolResult run(String capability, String tool, String arguments) {
        return tools.run(
                new CapabilityId(capability),
                new ToolCall(new ToolCallId("c"), tool, new JsonText(arguments)),
                new ToolContext(
                        session, TURN, JsonObject.empty(), new IdempotencyKey("k"), Instant.MAX));
    }
}
