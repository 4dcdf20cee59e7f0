package dev.perdure.rest.everruns.nested;

import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.rest.everruns.wire.FactLookup;
import dev.perdure.turn.TurnId;
import java.util.List;
import java.util.function.Predicate;

/** The events that checkpoints point back to, found in the facts before them. */
final class Checkpoints {

    private static final int NEAR = 8;
    private static final int PAGE = 64;

    private final FactLookup facts;

    Checkpoints(FactLookup facts) {
        this.facts = facts;
    }

    /** The id of the message that caused a turn; that of the checkpoint itself if there is none. */
    String received(Envelope checkpoint, TurnId turn) {
        return before(
                checkpoint,
                entry ->
                        entry instanceof TurnEvent.MessageReceived received
                                && received.turn().equals(turn));
    }

    /** The id of the last message of whichever kind. */
    String lastMessage(Envelope checkpoint) {
        return before(checkpoint, Checkpoints::isMessage);
    }

    private static boolean isMessage(Entry entry) {
        return entry instanceof TurnEvent.MessageReceived
                || entry instanceof StepEvent.OutputCompleted
                || entry instanceof StepEvent.ToolCompleted;
    }

    private String before(Envelope checkpoint, Predicate<Entry> wanted) {
        long to = checkpoint.version().value() - 1;
        int page = NEAR;
        while (to > 0) {
            long from = Math.max(1, to - page + 1);
            List<Envelope> found = facts.facts(new StreamVersion(from), new StreamVersion(to));
            for (Envelope fact : found.reversed()) {
                if (wanted.test(fact.entry())) {
                    return fact.id().value().toString();
                }
            }
            to = from - 1;
            page = PAGE;
        }
        return checkpoint.id().value().toString();
    }
}
