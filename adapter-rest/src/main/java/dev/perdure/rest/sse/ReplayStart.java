package dev.perdure.rest.sse;

import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.session.SessionKey;
import dev.perdure.turn.TurnId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a stream without a place begins. Looks at the turns around that place only, however
 * long the session is.
 */
final class ReplayStart {

    private static final int PAGE = 200;

    private final EventReader log;
    private final SessionKey session;
    private final SessionHead head;

    ReplayStart(EventReader log, SessionKey session, SessionHead head) {
        this.log = log;
        this.session = session;
        this.head = head;
    }

    /**
     * The place right before the first record to send.
     *
     * @param delivered the last end of a turn that a reader was handed
     */
    Offset of(Replay replay, StreamVersion delivered) {
        return switch (replay) {
            case SESSION -> Offset.START;
            case NONE -> head.offset();
            case TURN -> lastTurn();
            case UNDELIVERED -> undelivered(delivered);
        };
    }

    private Offset lastTurn() {
        TurnId last = null;
        for (Backward facts = new Backward(head.version()); facts.hasNext(); ) {
            Envelope fact = facts.next();
            if (last == null && fact.entry() instanceof TurnEvent.TurnStarted started) {
                last = started.turn();
            }
            if (fact.entry() instanceof TurnEvent.MessageReceived message
                    && message.turn().equals(last)) {
                return before(fact);
            }
        }
        return Offset.START;
    }

    private Offset undelivered(StreamVersion delivered) {
        if (delivered.equals(StreamVersion.NONE)) {
            return Offset.START;
        }
        Envelope waiting = firstWaitingAt(delivered);
        return before(waiting == null ? firstMessageAfter(delivered) : waiting);
    }

    /**
     * The first message that had arrived at {@code end}, the end of a turn, and had not its own.
     */
    private @Nullable Envelope firstWaitingAt(StreamVersion end) {
        Set<TurnId> ended = new HashSet<>();
        TurnId delivered = null;
        Envelope waiting = null;
        for (Backward facts = new Backward(end); facts.hasNext(); ) {
            Envelope fact = facts.next();
            if (Deliveries.isEnd(fact)) {
                TurnId turn = ((TurnEvent) fact.entry()).turn();
                ended.add(turn);
                delivered = delivered == null ? turn : delivered;
            }
            if (fact.entry() instanceof TurnEvent.MessageSteered steered) {
                // Its message is told with the turn it joined, and nothing else of it comes.
                ended.add(steered.turn());
            }
            if (fact.entry() instanceof TurnEvent.MessageReceived message) {
                if (message.turn().equals(delivered)) {
                    // Turns run in the order of their messages, so none before this one waits.
                    return waiting;
                }
                waiting = ended.contains(message.turn()) ? waiting : fact;
            }
        }
        return waiting;
    }

    private @Nullable Envelope firstMessageAfter(StreamVersion version) {
        StreamVersion from = version.next();
        while (from.compareTo(head.version()) <= 0) {
            List<Envelope> facts = log.facts(session, from, from.plus(PAGE));
            for (Envelope fact : facts) {
                if (fact.entry() instanceof TurnEvent.MessageReceived) {
                    return fact;
                }
            }
            if (facts.isEmpty()) {
                return null;
            }
            from = facts.getLast().version().next();
        }
        return null;
    }

    private Offset before(@Nullable Envelope first) {
        return first == null ? head.offset() : new Offset(first.offset().value() - 1);
    }

    /** The facts from some version back to the first. */
    private final class Backward {

        private StreamVersion below;
        private List<Envelope> page = List.of();

        Backward(StreamVersion from) {
            this.below = from.next();
        }

        boolean hasNext() {
            if (page.isEmpty()) {
                page = log.latest(session, below, PAGE);
            }
            return !page.isEmpty();
        }

        Envelope next() {
            Envelope fact = page.getLast();
            page = page.subList(0, page.size() - 1);
            below = fact.version();
            return fact;
        }
    }
}
