package dev.perdure.engine.turn.effect;

import dev.perdure.budget.Budget;
import dev.perdure.budget.BudgetNotice;
import dev.perdure.budget.Charge;
import dev.perdure.budget.Reservation;
import dev.perdure.loop.BudgetNews;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.ModelPrice;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one call may spend, and whether it may be made at all. For one thread. */
final class Allowance implements AutoCloseable {

    /** The provider said no before it did anything, which nobody bills. */
    private static final Set<FailureKind> REFUSED =
            EnumSet.of(
                    FailureKind.RATE_LIMITED,
                    FailureKind.QUOTA_EXHAUSTED,
                    FailureKind.OVERLOADED,
                    FailureKind.AUTHENTICATION,
                    FailureKind.NOT_FOUND,
                    FailureKind.CONTEXT_TOO_LONG,
                    FailureKind.INVALID_REQUEST);

    private final Spending spending;
    private final Payer payer;
    private final Instant begun;
    private final @Nullable Reservation reservation;
    private final @Nullable ModelFailure refusal;
    private boolean settled;
    private List<BudgetNotice> warned = List.of();

    /**
     * @param reservation absent where no budget is concerned
     */
    Allowance(
            Spending spending,
            Payer payer,
            Instant begun,
            @Nullable Reservation reservation,
            @Nullable ModelFailure refusal) {
        this.spending = spending;
        this.payer = payer;
        this.begun = begun;
        this.reservation = reservation;
        this.refusal = refusal;
    }

    /** Why there is no call; absent when there may be one. */
    @Nullable ModelFailure refusal() {
        return refusal;
    }

    /**
     * What the call came to.
     *
     * @param failure absent when it was answered
     */
    void settle(
            MeteredStream stream,
            @Nullable ModelPrice price,
            @Nullable ModelFailure failure,
            Instant now) {
        if (stream.usage().tokens() > 0) {
            settle(Charge.of(stream.usage(), price), now);
        } else if (!stream.asked()
                || (failure != null && isRefused(failure.kind()) && !stream.heard())) {
            settle(Charge.NOTHING, now);
        } else {
            settle(null, now);
        }
    }

    private static boolean isRefused(FailureKind kind) {
        return !kind.isOfACall() || REFUSED.contains(kind);
    }

    /** A call of which nobody knows what it came to counts as the most it can be. */
    @Override
    public void close() {
        settle(null, begun);
    }

    private void settle(@Nullable Charge spent, Instant now) {
        if (reservation instanceof Reservation.Granted && !settled) {
            settled = true;
            warned =
                    spending.settle(payer.call(), spent, now).stream()
                            .map(Spending::warning)
                            .toList();
        }
    }

    /** What the log is to say of it. */
    BudgetNews news() {
        BudgetNotice before = payer.heldBy();
        if (reservation instanceof Reservation.Held held) {
            return new BudgetNews(Spending.notice(held), null, List.of());
        }
        if (refusal != null && refusal.kind() == FailureKind.BUDGET_EXHAUSTED) {
            return new BudgetNews(before, null, List.of());
        }
        return new BudgetNews(null, room(before), warned);
    }

    private @Nullable BudgetNotice room(@Nullable BudgetNotice before) {
        if (before == null || !(reservation instanceof Reservation.Granted granted)) {
            return null;
        }
        for (Budget budget : granted.budgets()) {
            if (budget.id().equals(before.budget())) {
                return budget.notice("There is room in the budget again.");
            }
        }
        return null;
    }
}
