package dev.perdure.rest.everruns.wire;

import dev.perdure.event.Delta;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.message.MessageId;
import dev.perdure.turn.TurnId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which deltas count for nothing because their attempt was given up. A reader that was there while
 * they were written has seen them; one that comes when the log already says so has not to.
 */
public final class Supersessions {

    private static final int MESSAGES_MAX = 64;
    private static final int PAGE = 32;

    private final FactLookup facts;
    private final StreamVersion head;
    private final Map<MessageId, Boolean> known =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<MessageId, Boolean> eldest) {
                    return size() > MESSAGES_MAX;
                }
            };

    /**
     * @param head last fact there was when the reader came
     */
    public Supersessions(FactLookup facts, StreamVersion head) {
        this.facts = facts;
        this.head = head;
    }

    /** Whether {@code delta}, the entry of {@code envelope}, had been given up by then. */
    public boolean isGivenUp(Envelope envelope, Delta delta) {
        if (envelope.version().compareTo(head) >= 0) {
            return false;
        }
        Boolean answer = known.get(delta.message());
        if (answer == null) {
            answer = lookUp(envelope.version(), delta);
            known.put(delta.message(), answer);
        }
        return answer;
    }

    private boolean lookUp(StreamVersion after, Delta delta) {
        StreamVersion from = after.next();
        while (from.compareTo(head) <= 0) {
            StreamVersion to = new StreamVersion(Math.min(head.value(), from.value() + PAGE - 1));
            List<Envelope> page = facts.facts(from, to);
            for (Envelope fact : page) {
                Boolean verdict = verdict(fact.entry(), delta.turn(), delta.message());
                if (verdict != null) {
                    return verdict;
                }
            }
            from = to.next();
        }
        return false;
    }

    /** What a fact says about the message; null when it says nothing. */
    private static @Nullable Boolean verdict(Entry fact, TurnId turn, MessageId message) {
        if (fact instanceof StepEvent.AttemptSuperseded superseded
                && superseded.message().equals(message)) {
            return true;
        }
        if (fact instanceof StepEvent inStep && inStep.turn().equals(turn)) {
            // The turn went on, so the attempt had another outcome.
            return false;
        }
        if (fact instanceof TurnEvent.SessionIdled ended && ended.turn().equals(turn)) {
            return false;
        }
        return null;
    }
}
