package dev.perdure.llm.drivers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Await;
import dev.perdure.contract.http.ReceivedRequest;
import dev.perdure.contract.http.Reply;
import dev.perdure.contract.http.ScriptedServer;
import dev.perdure.egress.Destination;
import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressConfig;
import dev.perdure.engine.Engine;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.session.MessageDraft;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonObject;
import dev.perdure.llm.JoinedModels;
import dev.perdure.llm.provider.Account;
import dev.perdure.llm.provider.ApiKey;
import dev.perdure.llm.rig.Line;
import dev.perdure.message.Controls;
import dev.perdure.model.ModelRef;
import dev.perdure.session.SessionKey;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session that changes its provider with every message: nobody is shown another's secrets. */
class OneSessionManyProvidersTest {

    private final EgressClient egress = EgressClient.create(EgressConfig.DEFAULT);
    private final Told claude =
            new Told(
                    events(
                            "{\"type\":\"message_start\",\"message\":{\"model\":\"m\"}}",
                            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
                                    + "{\"type\":\"redacted_thinking\",\"data\":\"of-claude\"}}",
                            "{\"type\":\"content_block_stop\",\"index\":0}",
                            "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":"
                                    + "{\"type\":\"tool_use\",\"id\":\"c1\",\"name\":\"now\",\"input\":{}}}",
                            "{\"type\":\"content_block_stop\",\"index\":1}",
                            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"}}",
                            "{\"type\":\"message_stop\"}"),
                    claudeSays("I do not know."),
                    claudeSays("Nor do I now."));
    private final Told oai =
            new Told(
                    events(
                            "{\"type\":\"response.created\",\"response\":{\"model\":\"m\"}}",
                            "{\"type\":\"response.output_item.done\",\"item\":{\"id\":\"rs\",\"type\":\"reasoning\","
                                    + "\"encrypted_content\":\"of-oai\"}}",
                            "{\"type\":\"response.output_text.delta\",\"item_id\":\"m\",\"delta\":\"Half past.\"}",
                            "{\"type\":\"response.completed\",\"response\":{}}"));
    private final Told gem =
            new Told(
                    events(
                            "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"now\","
                                    + "\"id\":\"g1\"},\"thoughtSignature\":\"of-gem\"}]},\"finishReason\":\"STOP\"}]}"),
                    events(
                            "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Who knows.\"}]},"
                                    + "\"finishReason\":\"STOP\"}]}"));

    @AfterEach
    void close() {
        egress.close();
        claude.server.close();
        oai.server.close();
        gem.server.close();
    }

    @Test
    void text_calls_and_results_go_on_and_each_gets_back_what_is_its_own() throws Exception {
        ModelClient models =
                new JoinedModels(
                        List.of(
                                client(ProviderType.ANTHROPIC, "claude", claude),
                                client(ProviderType.OPENAI, "oai", oai),
                                client(ProviderType.GEMINI, "gem", gem)));
        try (Engine engine = Engine.inMemory(models)) {
            SessionKey session = engine.converse("You are a clock.").session();

            assertThat(ask(engine, session, "claude/m")).isEqualTo("I do not know.");
            assertThat(ask(engine, session, "oai/m")).isEqualTo("Half past.");
            assertThat(ask(engine, session, "gem/gemini-3-m")).isEqualTo("Who knows.");
            assertThat(ask(engine, session, "claude/m")).isEqualTo("Nor do I now.");

            assertThat(answering(engine, session))
                    .containsExactly(
                            "claude/m",
                            "claude/m",
                            "oai/m",
                            "gem/gemini-3-m",
                            "gem/gemini-3-m",
                            "claude/m");
        }
        assertThat(claude.body(1)).contains("of-claude").contains("\"tool_use_id\":\"c1\"");
        assertThat(oai.body(0))
                .contains("\"call_id\":\"c1\"")
                .contains("I do not know.")
                .doesNotContain("of-claude");
        assertThat(gem.body(0))
                .contains("skip_thought_signature_validator")
                .contains("Half past.")
                .doesNotContain("of-claude")
                .doesNotContain("of-oai");
        assertThat(gem.body(1)).contains("of-gem");
        assertThat(claude.body(2))
                .contains("of-claude")
                .contains("Who knows.")
                .doesNotContain("of-oai")
                .doesNotContain("of-gem");
    }

    private static String ask(Engine engine, SessionKey session, String model) {
        MessageDraft plain = MessageDraft.ofText("What time is it?");
        MessageDraft draft =
                new MessageDraft(
                        plain.content(),
                        new Controls(new ModelRef(model), JsonObject.empty()),
                        plain.metadata(),
                        plain.actor(),
                        plain.extensions(),
                        plain.strategy(),
                        "");
        int before = ends(engine, session);
        engine.useCases().submitMessage().submit(session, draft).get();
        Await.until(Line.PATIENCE, "the turn has ended", () -> ends(engine, session) > before);
        return outputs(engine, session).getLast().message().text();
    }

    private static int ends(Engine engine, SessionKey session) {
        return entries(engine, session, TurnEvent.SessionIdled.class).size();
    }

    private static List<StepEvent.OutputCompleted> outputs(Engine engine, SessionKey session) {
        return entries(engine, session, StepEvent.OutputCompleted.class);
    }

    private static List<String> answering(Engine engine, SessionKey session) {
        return entries(engine, session, StepEvent.GenerationRecorded.class).stream()
                .map(call -> call.model().name())
                .toList();
    }

    private static <T> List<T> entries(Engine engine, SessionKey session, Class<T> kind) {
        return engine
                .storage()
                .log()
                .read(session, Offset.START, 1_000, Selection.FACTS_AND_DELTAS)
                .stream()
                .map(Envelope::entry)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private ModelClient client(ProviderType type, String name, Told told) {
        return type.models(
                Account.of(
                        name,
                        Destination.of(told.server.address()),
                        new ApiKey("a-key"),
                        List.of("m-" + name)),
                egress);
    }

    private static String claudeSays(String text) {
        return events(
                "{\"type\":\"message_start\",\"message\":{\"model\":\"m\"}}",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\""
                        + text
                        + "\"}}",
                "{\"type\":\"content_block_stop\",\"index\":0}",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}",
                "{\"type\":\"message_stop\"}");
    }

    private static String events(String... data) {
        StringBuilder events = new StringBuilder();
        for (String each : data) {
            events.append("data: ").append(each).append("\n\n");
        }
        return events.toString();
    }

    /** A server that gives its answers one after the other. */
    private static final class Told {

        private final ConcurrentLinkedQueue<String> answers;
        private final ScriptedServer server;

        Told(String... answers) {
            this.answers = new ConcurrentLinkedQueue<>(List.of(answers));
            this.server = ScriptedServer.start(this::reply);
        }

        String body(int request) {
            return server.requests().get(request).body();
        }

        private Reply reply(ReceivedRequest asked) {
            String next = answers.poll();
            return next == null ? Reply.of(400, "text/plain", asked.target()) : Reply.events(next);
        }
    }
}
