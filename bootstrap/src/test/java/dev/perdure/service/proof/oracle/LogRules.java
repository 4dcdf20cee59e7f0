package dev.perdure.service.proof.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What must hold of every log whose turns have all ended, whatever was killed while it grew. */
public final class LogRules {

    private static final Set<String> ENDS =
            Set.of("turn.completed", "turn.failed", "turn.cancelled", "turn.sealed");

    private final SessionLog log;
    private final List<String> broken = new ArrayList<>();

    private LogRules(SessionLog log) {
        this.log = log;
    }

    /** The rules this log breaks; empty when it keeps them all. */
    public static List<String> broken(SessionLog log) {
        LogRules rules = new LogRules(log);
        rules.numbering();
        rules.ends();
        rules.texts();
        return List.copyOf(rules.broken);
    }

    private void numbering() {
        long seq = 0;
        long version = 0;
        long time = 0;
        for (StoredRecord stored : log.records()) {
            seq++;
            if (stored.fact()) {
                version++;
            }
            if (stored.seq() != seq || stored.version() != version) {
                broken.add(
                        "a gap or a duplicate: seq "
                                + stored.seq()
                                + " version "
                                + stored.version()
                                + " stands where seq "
                                + seq
                                + " version "
                                + version
                                + " belongs");
                return;
            }
            if (stored.time() < time) {
                broken.add("time falls at seq " + seq);
            }
            time = stored.time();
        }
        if (log.headOffset() != seq || log.headVersion() != version) {
            broken.add(
                    "the session's row says seq "
                            + log.headOffset()
                            + " version "
                            + log.headVersion()
                            + ", the log ends at "
                            + seq
                            + ", "
                            + version);
        }
    }

    private void ends() {
        Set<UUID> caused = new HashSet<>();
        Set<UUID> ended = new HashSet<>();
        for (StoredRecord stored : log.records()) {
            if (stored.is("message.received") && !caused.add(stored.turn())) {
                broken.add("two messages caused turn " + stored.turn());
            }
            if (ended.contains(stored.turn()) && !stored.is("session.idled")) {
                broken.add("turn " + stored.turn() + " goes on after its end: " + stored);
            }
            if (ENDS.contains(stored.type())) {
                ended.add(stored.turn());
            }
        }
        if (!caused.equals(ended)) {
            broken.add("turns without an end: " + (caused.size() - ended.size()));
        }
    }

    /** The pieces of a message follow each other and make the message; given up ones make none. */
    private void texts() {
        Set<String> givenUp = log.supersededMessages();
        Map<String, StringBuilder> texts = new HashMap<>();
        for (StoredRecord stored : log.records()) {
            if (!stored.fact()) {
                StringBuilder text =
                        texts.computeIfAbsent(
                                stored.type() + stored.text("message"), key -> new StringBuilder());
                if (stored.payload().path("at").asInt() != text.length()) {
                    broken.add("a piece is missing before " + stored);
                }
                text.append(stored.text("text"));
            }
            if (stored.is("output.completed")) {
                completed(stored, givenUp, texts);
            }
        }
    }

    private void completed(
            StoredRecord stored, Set<String> givenUp, Map<String, StringBuilder> texts) {
        String message = stored.payload().at("/message/id").asText();
        if (givenUp.contains(message)) {
            broken.add("a message that was given up is complete: " + message);
        }
        StringBuilder whole = new StringBuilder();
        stored.payload()
                .at("/message/content")
                .forEach(part -> {
                    if (part.path("part").asText().equals("text")) {
                        whole.append(part.path("text").asText());
                    }
                });
        String pieces =
                texts.getOrDefault("output.delta" + message, new StringBuilder()).toString();
        if (!pieces.equals(whole.toString())) {
            broken.add("message " + message + " is not the sum of its pieces");
        }
    }
}
