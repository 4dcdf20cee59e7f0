package dev.perdure.budget;

import dev.perdure.session.SessionId;
import dev.perdure.turn.TurnId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of a budget's ledger.
 *
 * @param amount what was spent; negative where it was added
 * @param session absent where no call was made
 * @param turn likewise
 */
public record BudgetEntry(
        UUID id,
        BudgetId budget,
        BigDecimal amount,
        Source source,
        String description,
        @Nullable SessionId session,
        @Nullable TurnId turn,
        Instant at) {

    public BudgetEntry {
        amount = Amounts.plain(amount);
    }

    /** What moved the balance. */
    public enum Source {
        /** A call of a model, by what it reported. */
        MODEL_CALL,
        /** A call of a model that reported nothing, by the most it can have cost. */
        UNREPORTED_CALL,
        /** Somebody added to what may be spent. */
        TOP_UP
    }
}
