package dev.perdure.telemetry;

import dev.perdure.engine.log.EventReader;
import dev.perdure.event.Envelope;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.turn.TurnId;
import java.util.ArrayList;
import java.util.List;

/**
 * The facts of a turn that others wrote, out of the log. It looks back at most {@value #FACTS_MAX}
 * facts of the session.
 */
final class TurnHistory {

    private static final int PAGE = 200;
    private static final int PAGES_MAX = 20;
    static final int FACTS_MAX = PAGE * PAGES_MAX;

    private final EventReader log;

    TurnHistory(EventReader log) {
        this.log = log;
    }

    /**
     * Those after one version and before a fact, oldest first; from where the turn began on, and
     * without the beginning where that lies too far back. Asks nobody where nothing lies between.
     */
    List<Envelope> between(StreamVersion seen, Envelope fact, TurnId turn) {
        List<Envelope> found = new ArrayList<>();
        StreamVersion end = fact.version();
        for (int page = 0; page < PAGES_MAX; page++) {
            int limit = (int) Math.min(PAGE, end.value() - seen.value() - 1);
            if (limit <= 0) {
                break;
            }
            List<Envelope> read = log.latest(fact.session(), end, limit);
            List<Envelope> ofTurn = read.stream().filter(each -> isOf(each, turn)).toList();
            found.addAll(0, ofTurn);
            if (read.size() < limit || ofTurn.stream().anyMatch(TurnHistory::begins)) {
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
