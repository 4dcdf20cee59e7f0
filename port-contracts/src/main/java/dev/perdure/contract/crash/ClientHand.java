package dev.perdure.contract.crash;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.view.SessionLoader;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Event;
import dev.perdure.event.TurnEvent;
import dev.perdure.loop.Decision;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.TurnInput;
import dev.perdure.loop.TurnLoop;
import dev.perdure.loop.TurnState;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.TurnId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hands in the results that a client owes. */
final class ClientHand {

    private ClientHand() {}

    /** Appends the results and makes the turn due; what nobody waits for is passed over. */
    static void give(
            EventLog log, SessionKey session, TurnId turn, Map<ToolCallId, ToolResult> results) {
        boolean done = false;
        while (!done) {
            SessionState state = SessionLoader.load(log, session);
            Optional<Batch> batch =
                    state.turn(turn).flatMap(waiting -> batch(session, state, waiting, results));
            done =
                    batch.isEmpty()
                            || Appends.one(log, batch.get()) instanceof AppendOutcome.Appended;
        }
    }

    private static Optional<Batch> batch(
            SessionKey session,
            SessionState state,
            TurnState waiting,
            Map<ToolCallId, ToolResult> results) {
        return TurnLoop.decide(waiting, new TurnInput.ClientResults(results))
                .map(Decision::facts)
                .toJavaOptional()
                .map(facts ->
                        Batch.of(session, new Guard.AtVersion(state.version()), facts)
                                .with(change(waiting, facts)));
    }

    /** A turn that still waits for somebody is left to rest. */
    private static WorkChange change(TurnState waiting, List<Event> facts) {
        TurnState next = waiting;
        for (Event fact : facts) {
            next = TurnLoop.evolve(next, (TurnEvent) fact);
        }
        boolean waits =
                next instanceof TurnState.AwaitingRuling
                        || next instanceof TurnState.AwaitingClient;
        return waits ? new WorkChange.Unchanged() : new WorkChange.MakeDue(waiting.turn());
    }
}
