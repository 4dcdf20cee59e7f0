package dev.perdure.rest.everruns.nested;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.SseReader.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a client saw, with everything that differs from run to run named by the order in which it
 * came: ids, times, and how the text was cut into deltas.
 */
final class Transcript {

    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";
    private static final String CALL = "call_\\w+";

    private final Map<String, String> names = new HashMap<>();

    static String ofItems(List<JsonObject> items) {
        Transcript transcript = new Transcript();
        return items.stream()
                .map(item -> transcript.steady(item).toJson() + "\n")
                .collect(Collectors.joining());
    }

    static String ofFrames(List<Frame> frames) {
        Transcript transcript = new Transcript();
        return joined(frames).stream().map(transcript::line).collect(Collectors.joining());
    }

    /** The transcript that is kept under a name. */
    static String golden(String name) {
        String file = "/transcripts/" + name + ".txt";
        try (InputStream in = Transcript.class.getResourceAsStream(file)) {
            assertThat(in).as(file).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String line(Frame frame) {
        if (frame.event().isEmpty()) {
            return ": " + frame.comment() + "\n";
        }
        String id = frame.id().isEmpty() ? "-" : steady("id", new JsonString(frame.id())).toJson();
        return frame.event() + " " + id + " " + steady(frame.json()).toJson() + "\n";
    }

    /** One frame for all the deltas that follow each other. */
    private static List<Frame> joined(List<Frame> frames) {
        List<Frame> joined = new ArrayList<>();
        for (Frame frame : frames) {
            boolean delta =
                    frame.event().equals("message.delta") || frame.event().equals("TextDelta");
            if (delta && joined.getLast().event().equals(frame.event())) {
                Frame before = joined.removeLast();
                String text = text(before) + text(frame);
                joined.add(
                        new Frame(
                                frame.event(),
                                with(before.json(), "delta", new JsonString(text)).toJson(),
                                frame.id(),
                                ""));
            } else {
                joined.add(frame);
            }
        }
        return joined;
    }

    private static String text(Frame delta) {
        return delta.json().string("delta").orElseThrow();
    }

    private static JsonObject with(JsonObject before, String name, JsonValue value) {
        JsonObjectBuilder after = JsonObject.builder();
        before.members().forEach(member -> after.put(member.name(), member.value()));
        return after.put(name, value).build();
    }

    private JsonObject steady(JsonObject object) {
        JsonObjectBuilder steady = JsonObject.builder();
        for (JsonMember member : object.members()) {
            steady.put(member.name(), steady(member.name(), member.value()));
        }
        return steady.build();
    }

    private JsonValue steady(String name, JsonValue value) {
        if (value instanceof JsonObject object) {
            return steady(object);
        }
        if (value instanceof JsonArray array) {
            return new JsonArray(
                    array.elements().stream().map(element -> steady(name, element)).toList());
        }
        if (value instanceof JsonNumber && name.equals("duration_ms")) {
            return JsonNumber.of(0);
        }
        if (value instanceof JsonString text && text.value().matches(NestedTest.UUID)) {
            return new JsonString(named("id", text.value()));
        }
        if (value instanceof JsonString text && text.value().matches(CALL)) {
            return new JsonString(named("call", text.value()));
        }
        return value instanceof JsonString text && text.value().matches(TIME)
                ? new JsonString("time")
                : value;
    }

    private String named(String kind, String value) {
        return names.computeIfAbsent(value, fresh -> kind + " " + (names.size() + 1));
    }
}
