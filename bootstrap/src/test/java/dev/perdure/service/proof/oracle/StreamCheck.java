package dev.perdure.service.proof.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perdure.service.proof.harness.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what a reader was sent, over however many connections, with what the log holds: every
 * fact and every delta once, in order, by id and by content, and nothing else. The one liberty:
 * text of an attempt that was given up may end early, for who was not connected while it grew.
 */
public final class StreamCheck {

    private static final int PROBLEMS_MAX = 20;

    private final List<ExpectedFrame> expected;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> cutShort = new HashSet<>();
    private int next;

    private StreamCheck(SessionLog log) {
        this.expected = log.frames();
        for (int i = 0; i < expected.size(); i++) {
            places.put(expected.get(i).id(), i);
        }
    }

    /** What is wrong with a stream that was read to the end of the log; empty when nothing is. */
    public static List<String> problems(SessionLog log, List<Frame> seen) {
        StreamCheck check = new StreamCheck(log);
        seen.forEach(check::see);
        check.passOver(check.expected.size());
        return List.copyOf(check.problems);
    }

    private void see(Frame frame) {
        JsonNode json = frame.json();
        Integer place = places.get(json.path("id").asText());
        if (place == null) {
            problem("is not in the log: " + frame);
        } else if (place < next) {
            problem("came twice, or too late: " + frame);
        } else {
            passOver(place);
            next = place + 1;
            compare(expected.get(place), frame, json);
        }
    }

    private void passOver(int place) {
        for (; next < place; next++) {
            ExpectedFrame absent = expected.get(next);
            if (absent.superseded()) {
                cutShort.add(absent.message());
            } else {
                problem("was never sent: " + absent);
            }
        }
    }

    private void compare(ExpectedFrame wanted, Frame frame, JsonNode json) {
        if (wanted.superseded() && cutShort.contains(wanted.message())) {
            problem("follows a piece that was left out: " + frame);
        }
        if (!frame.event().equals(wanted.type())) {
            problem("is not named " + wanted.type() + ": " + frame);
        }
        if (!frame.id().isEmpty() && !frame.id().equals(wanted.id())) {
            problem("has another id in the frame than in the data: " + frame);
        }
        if (!sequence(json).equals(wanted.isDelta() ? "" : wanted.sequence().toString())) {
            problem("has not the sequence " + wanted.sequence() + ": " + frame);
        }
        wanted.members().forEach((pointer, value) -> member(frame, json, pointer, value));
        if (wanted.isDelta() && json.path("data").has("accumulated")) {
            String accumulated = json.at("/data/accumulated").asText();
            if (!accumulated.equals(wanted.textBefore() + json.at("/data/delta").asText())) {
                problem("has accumulated something else: " + frame);
            }
        }
    }

    private void member(Frame frame, JsonNode json, String pointer, JsonNode value) {
        JsonNode found = json.at(pointer);
        if (!same(found, value)) {
            problem("has " + found + " at " + pointer + " and not " + value + ": " + frame);
        }
    }

    /** Numbers are the same when they are equal, however they are written. */
    private static boolean same(JsonNode found, JsonNode wanted) {
        if (found.isNumber() && wanted.isNumber()) {
            return found.decimalValue().compareTo(wanted.decimalValue()) == 0;
        }
        return found.equals(wanted);
    }

    private static String sequence(JsonNode json) {
        return json.path("sequence").asText("");
    }

    private void problem(String what) {
        if (problems.size() < PROBLEMS_MAX) {
            problems.add(what);
        }
    }
}
