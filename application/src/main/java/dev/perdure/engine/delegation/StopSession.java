package dev.perdure.engine.delegation;

import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventAppender;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.schedule.KeepSchedules;
import dev.perdure.engine.session.CancelTurn;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.event.TurnEvent;
import dev.perdure.loop.SessionState;
import dev.perdure.session.SessionKey;
import java.util.List;

/**
 * Asks every turn of a session to stop that has not ended, and ends the schedules that would have
 * it take another one. Turns that wait for their turn end when they would have begun.
 */
final class StopSession {

    private final EventAppender log;
    private final FoldedSessions folded;
    private final CancelTurn cancel;
    private final KeepSchedules schedules;

    StopSession(
            EventAppender log, FoldedSessions folded, CancelTurn cancel, KeepSchedules schedules) {
        this.log = log;
        this.folded = folded;
        this.cancel = cancel;
        this.schedules = schedules;
    }

    void stop(SessionKey session, String reason) {
        schedules.cancelAll(session);
        while (true) {
            SessionState state = folded.load(session);
            boolean stops = state.foremost().filter(turn -> !turn.isToStop()).isEmpty();
            List<TurnEvent.CancelRequested> wishes = stops ? wishes(state, reason) : List.of();
            if (!stops) {
                cancel.cancel(session, reason);
            } else if (wishes.isEmpty()) {
                return;
            } else {
                Appends.one(log, Batch.of(session, new Guard.AtVersion(state.version()), wishes));
            }
        }
    }

    private static List<TurnEvent.CancelRequested> wishes(SessionState state, String reason) {
        return state.turns()
                .values()
                .filter(turn -> !turn.isToStop())
                .map(turn -> new TurnEvent.CancelRequested(turn.turn(), reason))
                .toJavaList();
    }
}
