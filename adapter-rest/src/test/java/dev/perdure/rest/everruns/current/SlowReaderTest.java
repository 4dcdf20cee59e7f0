package dev.perdure.rest.everruns.current;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.EngineConfig;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.worker.WorkerConfig;
import dev.perdure.model.ModelRef;
import dev.perdure.rest.RestConfig;
import dev.perdure.rest.RestServer;
import dev.perdure.rest.ScriptedSession;
import dev.perdure.rest.SseReader;
import dev.perdure.rest.SseReader.Frame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reader who stops reading in the middle of an answer, and goes on long after its end. */
class SlowReaderTest {

    private static final int WORDS = 5_000;

    @Test
    void who_reads_late_sees_every_event_once_and_in_order() {
        try (RestServer server =
                RestServer.start(
                        RestConfig.standard("1"),
                        InMemoryStorage.open(),
                        new EngineConfig(WorkerConfig.DEFAULT, new ModelRef("simulated"), false))) {
            ScriptedSession session = ScriptedSession.begin(server.storage()).attempt();
            String path = "/v1/sessions/" + session.id() + "/sse?replay=session";
            StringBuilder text = new StringBuilder();
            try (SseReader slow = server.client().stream(path)) {
                List<Frame> seen = new ArrayList<>(slow.untilEvent("output.message.started"));
                for (int i = 0; i < WORDS; i++) {
                    String word = "word " + i + " of many, ";
                    session.delta(word);
                    text.append(word);
                }
                session.complete(text.toString());

                seen.addAll(slow.untilEvent("session.idled"));

                assertThat(deltas(seen)).isEqualTo(text.toString());
                try (SseReader swift = server.client().stream(path)) {
                    assertThat(places(seen).equals(places(swift.untilEvent("session.idled"))))
                            .as("the same events in the same order")
                            .isTrue();
                }
            }
        }
    }

    private static String deltas(List<Frame> frames) {
        StringBuilder text = new StringBuilder();
        for (Frame frame : frames) {
            if (frame.event().equals("output.message.delta")) {
                text.append(frame.json().object("data").orElseThrow().string("delta").orElse(""));
            }
        }
        return text.toString();
    }

    private static List<String> places(List<Frame> frames) {
        return frames.stream()
                .filter(frame -> !frame.id().isEmpty())
                .map(frame -> frame.event() + " " + frame.id())
                .toList();
    }
}
