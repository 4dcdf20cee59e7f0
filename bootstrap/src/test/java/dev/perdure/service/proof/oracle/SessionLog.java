package dev.perdure.service.proof.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Everything the tables say about a session.
 *
 * @param records in the order of their seq
 * @param headOffset the last seq, as the session's own row has it
 * @param headVersion the last version, as the session's own row has it
 */
public record SessionLog(
        UUID session, List<StoredRecord> records, long headOffset, long headVersion) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    public SessionLog {
        records = List.copyOf(records);
    }

    /** The frames a reader from the beginning must have been sent. */
    List<ExpectedFrame> frames() {
        Set<String> givenUp = supersededMessages();
        Map<String, StringBuilder> texts = new HashMap<>();
        List<ExpectedFrame> frames = new ArrayList<>();
        for (StoredRecord stored : records) {
            frames.add(stored.fact() ? fact(stored) : delta(stored, givenUp, texts));
        }
        return frames;
    }

    private ExpectedFrame fact(StoredRecord stored) {
        WireFact wire = WireFact.of(stored);
        Map<String, JsonNode> members = envelope(stored, wire.type());
        members.putAll(wire.members());
        return new ExpectedFrame(id(stored), wire.type(), stored.version(), members, "", "", false);
    }

    private ExpectedFrame delta(
            StoredRecord stored, Set<String> givenUp, Map<String, StringBuilder> texts) {
        WireFact wire = WireFact.of(stored);
        Map<String, JsonNode> members = envelope(stored, wire.type());
        members.putAll(wire.members());
        StringBuilder text =
                texts.computeIfAbsent(
                        stored.type() + stored.text("message"), key -> new StringBuilder());
        String before = text.toString();
        text.append(stored.text("text"));
        return new ExpectedFrame(
                id(stored),
                wire.type(),
                null,
                members,
                stored.text("message"),
                before,
                givenUp.contains(stored.text("message")));
    }

    private Map<String, JsonNode> envelope(StoredRecord stored, String type) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        members.put("/id", new TextNode(id(stored)));
        members.put("/type", new TextNode(type));
        members.put("/ts", new TextNode(TIME.format(Instant.ofEpochMilli(stored.time()))));
        members.put("/session_id", new TextNode(WireIds.of("session", session)));
        if (stored.turn() != null) {
            members.put("/context/turn_id", new TextNode(WireIds.of("turn", stored.turn())));
        }
        return members;
    }

    private String id(StoredRecord stored) {
        return WireIds.event(session, stored.seq(), stored.time());
    }

    Set<String> supersededMessages() {
        Set<String> messages = new HashSet<>();
        for (StoredRecord stored : records) {
            if (stored.is("attempt.superseded")) {
                messages.add(stored.text("message"));
            }
        }
        return messages;
    }

    /** How many facts have this stored name. */
    public long count(String type) {
        return records.stream().filter(stored -> stored.is(type)).count();
    }
}
