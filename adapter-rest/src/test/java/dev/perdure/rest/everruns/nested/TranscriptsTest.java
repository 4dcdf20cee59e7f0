package dev.perdure.rest.everruns.nested;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonObject;
import dev.perdure.rest.SseReader;
import dev.perdure.rest.SseReader.Frame;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A simple turn and one that uses a tool, through each view of each generation, word for word. */
class TranscriptsTest extends NestedTest {

    /**
     * A turn as some view shows it.
     *
     * @param turn which of the two
     */
    private record View(String name, String turn) {

        String golden() {
            return name + "-" + turn;
        }
    }

    static Stream<View> lists() {
        return views("g0-list", "g15-list");
    }

    static Stream<View> streams() {
        return views("g0-sse", "g1-sse", "g15-sse");
    }

    private static Stream<View> views(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(new View(name, "simple"), new View(name, "tools")));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void a_list_tells_a_turn_word_for_word(View view) {
        String path = had(view);

        String query = view.name().startsWith("g15") ? "?since_id=0" : "";
        List<JsonObject> items = client.get(path + "/events" + query).data();

        assertThat(Transcript.ofItems(items)).isEqualTo(Transcript.golden(view.golden()));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void a_stream_tells_a_turn_word_for_word(View view) {
        String path = had(view);

        try (SseReader reader = opened(view.name(), path)) {
            List<Frame> frames = reader.until(end(view.name()));

            assertThat(Transcript.ofFrames(frames)).isEqualTo(Transcript.golden(view.golden()));
        }
    }

    private String had(View view) {
        String path = open(client.createAgent(view.turn().equals("tools") ? TOOLS : PLAIN));
        converse(path, inParts("Hello!"));
        return path;
    }

    private SseReader opened(String view, String path) {
        return switch (view) {
            case "g0-sse" -> client.stream(path + "/sse");
            case "g1-sse" -> client.stream(path + "/events", "Accept", "text/event-stream");
            case "g15-sse" -> client.stream(path + "/sse?since_id=0");
            default -> throw new AssertionError(view);
        };
    }

    private static Predicate<Frame> end(String view) {
        return switch (view) {
            case "g0-sse" -> frame -> frame.data().contains("assistant_response_complete");
            case "g1-sse" -> frame -> frame.event().equals("session.completed");
            case "g15-sse" -> frame -> frame.event().equals("session.idled");
            default -> throw new AssertionError(view);
        };
    }
}
