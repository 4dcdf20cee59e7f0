package dev.perdure.rest.everruns.current;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.Selection;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StepEvent;
import dev.perdure.rest.Await;
import dev.perdure.rest.RestConfig;
import dev.perdure.rest.RestServer;
import dev.perdure.rest.ScriptedSession;
import dev.perdure.rest.WireClient;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A session that outgrows the window of its model many times over, as a client sees it. */
class LongConversationTest {

    private static final int TURNS = 55;

    @Test
    void it_goes_on_answering_and_what_was_noted_once_stays_noted() {
        InMemoryStorage storage = InMemoryStorage.open();
        try (RestServer server = RestServer.start(RestConfig.standard("1.2.3"), storage)) {
            WireClient client = server.client();
            String agent =
                    client.createAgent(
                            "{\"name\":\"talker\",\"system_prompt\":\"Be kind.\","
                                    + "\"default_model_id\":\"simulated-fast\","
                                    + "\"model_settings\":{\"simulated\":{\"context_window\":1500}}}");
            String session = client.createSession("{\"agent_id\":\"" + agent + "\"}");
            say(client, session, "My name is Ada Lovelace.", 1);
            for (int turn = 2; turn <= TURNS; turn++) {
                say(client, session, "Question " + turn + ": what do you make of it?", turn);
            }

            String compacted = events(client, session, "context.compacted");
            assertThat(compacted)
                    .contains("\"messages_before\"", "\"strategy_used\":\"summarize\"");
            assertThat(events(client, session, "llm.generation"))
                    .contains("\"compaction\":{\"compacted\":true,\"duration_ms\":");
            assertThat(events(client, session, "turn.failed")).doesNotContain("turn.failed");
            List<StepEvent.ContextCompacted> notes = notes(storage, session);
            assertThat(notes).hasSizeGreaterThan(2);
            assertThat(notes).allSatisfy(fact -> assertThat(fact.notes()).contains("Ada Lovelace"));
        }
    }

    private static void say(WireClient client, String session, String text, int turn) {
        client.say(session, text);
        Await.until(() ->
                client.get("/v1/sessions/" + session + "/events?types=turn.completed&limit=1000")
                                .data()
                                .size()
                        >= turn);
    }

    private static String events(WireClient client, String session, String type) {
        return client.get("/v1/sessions/" + session + "/events?types=" + type).text();
    }

    private static List<StepEvent.ContextCompacted> notes(InMemoryStorage storage, String session) {
        return storage
                .log()
                .read(ScriptedSession.key(session), Offset.START, 10_000, Selection.FACTS)
                .stream()
                .map(Envelope::entry)
                .filter(StepEvent.ContextCompacted.class::isInstance)
                .map(StepEvent.ContextCompacted.class::cast)
                .toList();
    }
}
