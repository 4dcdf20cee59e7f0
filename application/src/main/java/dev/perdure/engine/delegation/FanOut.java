package dev.perdure.engine.delegation;

import dev.perdure.engine.schedule.ReadSchedules;
import dev.perdure.engine.store.Window;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.TurnState;
import dev.perdure.refusal.Refusal;
import dev.perdure.schedule.Recurrence;
import dev.perdure.schedule.Schedule;
import dev.perdure.schedule.ScheduleId;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import io.vavr.control.Either;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How many sub-agents there may be. Several that are made at the same moment may each be the last;
 * the bounds of one session, which its schedules keep, they cannot pass.
 */
final class FanOut {

    /** Of all sessions below one that works for nobody, at a time. */
    static final int TREE_MAX = 40;

    /** Of one turn, those that are done included. */
    static final int TURN_MAX = 100;

    private static final Window ALL = new Window(0, Window.LIMIT_MAX);

    private final ReadSchedules schedules;

    FanOut(ReadSchedules schedules) {
        this.schedules = schedules;
    }

    /** Refused when another one would be too many; one that was made before is not counted anew. */
    Either<Refusal, SessionKey> check(SessionKey session, SessionState state, Tasks.Order order) {
        if (schedules.find(session, new ScheduleId(order.task().value())).isRight()) {
            return Either.right(session);
        }
        if (ofTurn(session, state, order) >= TURN_MAX) {
            return tooMany("A turn gives at most " + TURN_MAX + " tasks to sub-agents.");
        }
        return below(root(session, state)) >= TREE_MAX
                ? tooMany(
                        "Together with the sub-agents of sub-agents at most "
                                + TREE_MAX
                                + " may work at a time. Wait for some of them.")
                : Either.right(session);
    }

    /** The sessions that work for this one and have not answered. */
    List<SessionId> open(SessionKey session) {
        List<SessionId> open = new ArrayList<>();
        for (Schedule watch : schedules.of(session, ALL).items()) {
            if (watch.status().isOpen() && watch.terms().when() instanceof Recurrence.Answer task) {
                open.add(task.session());
            }
        }
        return open;
    }

    private int below(SessionKey session) {
        int count = 0;
        for (SessionId task : open(session)) {
            count += 1 + below(new SessionKey(session.organisation(), task));
        }
        return count;
    }

    private long ofTurn(SessionKey session, SessionState state, Tasks.Order order) {
        if (!(state.turn(order.turn()).orElse(null) instanceof TurnState.Open turn)) {
            return 0;
        }
        Instant began = turn.progress().startedAt();
        return schedules.of(session, ALL).items().stream()
                .filter(watch -> watch.terms().when() instanceof Recurrence.Answer)
                .filter(watch -> !watch.createdAt().isBefore(began))
                .count();
    }

    private static SessionKey root(SessionKey session, SessionState state) {
        SessionSettings settings = state.settings();
        return settings == null || settings.ancestors().isEmpty()
                ? session
                : new SessionKey(session.organisation(), settings.ancestors().getLast());
    }

    private static <T> Either<Refusal, T> tooMany(String sentence) {
        return Either.left(new Refusal.Conflicting(sentence));
    }
}
