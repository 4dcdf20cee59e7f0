package dev.perdure.llm.simulated;

import dev.perdure.message.MessageId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each scripted fault was served in this process. A transcript does not tell a first call
 * from its repetition, so this is the one thing a simulated model remembers; it forgets the oldest
 * places beyond {@link #PLACES_MAX}.
 */
final class FaultLedger {

    private static final int PLACES_MAX = 10_000;

    private final Map<Place, Integer> served =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Place, Integer> eldest) {
                    return size() > PLACES_MAX;
                }
            };

    /** Counts a call of {@code place}; whether it is among the first {@code times}. */
    synchronized boolean isAmongTheFirst(int times, Place place) {
        int before = served.getOrDefault(place, 0);
        if (before >= times) {
            return false;
        }
        served.put(place, before + 1);
        return true;
    }

    /**
     * A step of one conversation.
     *
     * @param question the last message of the user; its identity tells sessions apart
     */
    record Place(String model, MessageId question, int step) {}
}
