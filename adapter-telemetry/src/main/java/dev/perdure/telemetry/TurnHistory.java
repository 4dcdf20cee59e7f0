package dev.perdure.telemetry;

import dev.perdure.engine.log.EventReader;
import dev.perdure.event.Envelope;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.turn.TurnId;
import java.util.ArrayList;
import java.util.List;

/** The facts of a turn before one of its own, back to where it began, out of the log. */
final class TurnHistory {

    private static final int PAGE = 200;
    private static final int PAGES_MAX = 20;

    private final EventReader log;

    TurnHistory(EventReader log) {
        this.log = log;
    }

    /** Oldest first; without the beginning where that lies too far back. */
    List<Envelope> before(Envelope fact, TurnId turn) {
        List<Envelope> found = new ArrayList<>();
        StreamVersion end = fact.version();
        for (int page = 0; page < PAGES_MAX; page++) {
            List<Envelope> read = log.latest(fact.session(), end, PAGE);
            List<Envelope> ofTurn = read.stream().filter(each -> isOf(each, turn)).toList();
            found.addAll(0, ofTurn);
            if (read.size() < PAGE || ofTurn.stream().anyMatch(TurnHistory::begins)) {
                break;
            }
            end = read.getFirst().version();
        }
        return found;
    }

    private static boolean isOf(Envelope fact, TurnId turn) {
        return fact.entry() instanceof TurnEvent event && event.turn().equals(turn);
    }

    private static boolean begins(Envelope fact) {
        return fact.entry() instanceof TurnEvent.MessageReceived
                || fact.entry() instanceof TurnEvent.TurnStarted;
    }
}
