package dev.perdure.engine.turn;

import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventAppender;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Event;
import dev.perdure.event.TurnEvent;
import dev.perdure.loop.TurnInput;
import dev.perdure.model.Usage;
import dev.perdure.refusal.Refusal;
import dev.perdure.turn.FailureReason;
import dev.perdure.turn.TurnId;
import dev.perdure.turn.TurnLimits;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a turn that nobody can run, with what its log says of it. Reading that may be what
 * kills, so it is tried once: whoever claims the turn after that does not look.
 */
record GivenUp(EventAppender log, TurnJournal journal, Claim claim) {

    private static final String SENTENCE =
            "The turn was claimed "
                    + TurnLimits.CLAIMS_IN_VAIN
                    + " times and did not come on, which is as often as is tried.";

    private static final Logger LOG = LoggerFactory.getLogger(GivenUp.class);

    /** Whether this claim is one too many. */
    boolean isDue() {
        return claim.inVain() > TurnLimits.CLAIMS_IN_VAIN;
    }

    void end() {
        LOG.error("Turn {} is given up: it never comes on.", claim.turn());
        boolean mayLook = claim.inVain() == TurnLimits.CLAIMS_IN_VAIN + 1;
        if (!mayLook || !endAfterALook()) {
            endUnread();
        }
    }

    /** False when the log cannot be read, or knows no such turn. */
    @SuppressWarnings("IllegalCatch")
    private boolean endAfterALook() {
        try {
            if (!journal.load()) {
                return true;
            }
            return journal.turn().isPresent()
                    && !journal.decide(
                            new TurnInput.NotRunnable(
                                    new Refusal.Unsupported(SENTENCE),
                                    FailureReason.CLAIMS_EXHAUSTED));
        } catch (LogUnavailable outage) {
            throw outage;
        } catch (RuntimeException | Error unreadable) {
            LOG.error("Turn {} is given up unread.", claim.turn(), unreadable);
            return false;
        }
    }

    /** What was spent on the turn is told by its steps. */
    private void endUnread() {
        TurnId turn = claim.turn();
        List<Event> facts =
                List.of(
                        new TurnEvent.TurnFailed(
                                turn, FailureReason.CLAIMS_EXHAUSTED, SENTENCE, Usage.NONE),
                        new TurnEvent.SessionIdled(turn, Usage.NONE));
        Appends.one(
                log,
                Batch.of(claim.session(), new Guard.Owned(claim.epoch()), facts)
                        .with(new WorkChange.Finish(turn)));
    }
}
