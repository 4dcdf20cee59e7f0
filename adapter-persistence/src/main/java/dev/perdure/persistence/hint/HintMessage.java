package dev.perdure.persistence.hint;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The payload of one notification: who sent it, whether work may be due, and the sessions that
 * moved.
 *
 * @param origin of the sender, which does not need its own hints
 * @param any means that more sessions moved than a notification can name
 */
record HintMessage(String origin, boolean workDue, boolean any, List<UUID> sessions) {

    /** A payload holds less than 8,000 bytes, and a session takes 23. */
    static final int SESSIONS_MAX = 300;

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    HintMessage {
        sessions = List.copyOf(sessions);
    }

    static HintMessage of(String origin, boolean workDue, Set<UUID> moved) {
        return moved.size() > SESSIONS_MAX
                ? new HintMessage(origin, workDue, true, List.of())
                : new HintMessage(origin, workDue, false, List.copyOf(moved));
    }

    String payload() {
        StringBuilder text = new StringBuilder(origin);
        text.append(workDue ? ",due" : ",").append(any ? ",any" : ",");
        for (UUID session : sessions) {
            text.append(',').append(shortText(session));
        }
        return text.toString();
    }

    static HintMessage read(String payload) {
        String[] words = payload.split(",", -1);
        if (words.length < 3) {
            throw new IllegalArgumentException("not a hint: " + payload);
        }
        List<UUID> sessions = new ArrayList<>(words.length - 3);
        for (int i = 3; i < words.length; i++) {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(words[i]));
            sessions.add(new UUID(bytes.getLong(), bytes.getLong()));
        }
        return new HintMessage(words[0], words[1].equals("due"), words[2].equals("any"), sessions);
    }

    private static String shortText(UUID id) {
        byte[] bytes =
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array();
        return ENCODER.encodeToString(bytes);
    }
}
