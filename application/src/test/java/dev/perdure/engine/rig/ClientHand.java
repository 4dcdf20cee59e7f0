package dev.perdure.engine.rig;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.view.SessionLoader;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.loop.Decision;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.TurnInput;
import dev.perdure.loop.TurnLoop;
import dev.perdure.loop.TurnState;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.TurnId;
import io.vavr.control.Either;
import java.util.Map;
import java.util.Optional;

/** Hands in the results that a client owes. */
public final class ClientHand {

    private ClientHand() {}

    /** Appends the results and makes the turn due; what nobody waits for is passed over. */
    public static void give(
            EventLog log, SessionKey session, TurnId turn, Map<ToolCallId, ToolResult> results) {
        AppendOutcome outcome;
        do {
            SessionState state = SessionLoader.load(log, session);
            Optional<TurnState> waiting = state.turn(turn);
            if (waiting.isEmpty()) {
                return;
            }
            Either<Refusal, Decision> decision =
                    TurnLoop.decide(waiting.get(), new TurnInput.ClientResults(results));
            if (decision.isLeft()) {
                return;
            }
            outcome =
                    Appends.one(
                            log,
                            Batch.of(
                                            session,
                                            new Guard.AtVersion(state.version()),
                                            decision.get().facts())
                                    .with(new WorkChange.MakeDue(turn)));
        } while (!(outcome instanceof AppendOutcome.Appended));
    }
}
