package dev.perdure.engine.turn.effect;

import dev.perdure.budget.Budget;
import dev.perdure.budget.BudgetNotice;
import dev.perdure.budget.BudgetSubject;
import dev.perdure.budget.CallKey;
import dev.perdure.budget.Charge;
import dev.perdure.budget.Reservation;
import dev.perdure.engine.budget.ConcernedSubjects;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.store.BudgetStore;
import dev.perdure.engine.store.Reserving;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.ModelPrice;
import dev.perdure.model.ModelProfile;
import dev.perdure.model.NextMove;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has calls of models reserved for before they begin, by whatever budgets concern them. */
public final class Spending {

    private static final Logger LOG = LoggerFactory.getLogger(Spending.class);

    /** A budget that is not renewed by itself is looked at so often at least. */
    private static final Duration LOOK_MAX = Duration.ofMinutes(5);

    /** After budgets were out of reach. */
    private static final Duration OUTAGE_PAUSE = Duration.ofSeconds(1);

    private static final String NEVER =
            " That is more than all of the budget: it never fits in before max_tokens of the"
                    + " model settings is lower or the limit higher.";

    private final BudgetStore budgets;
    private final ConcernedSubjects subjects;

    public Spending(BudgetStore budgets, ConcernedSubjects subjects) {
        this.budgets = budgets;
        this.subjects = subjects;
    }

    /**
     * Leave to spend, or none; to be closed in any case.
     *
     * @param price absent where nobody knows it
     */
    Allowance enter(Payer payer, Size size, @Nullable ModelPrice price, Instant now) {
        List<BudgetSubject> all = payer.subjects();
        try {
            if (!subjects.concern(payer.organisation(), all)) {
                return new Allowance(this, payer, now, null, null);
            }
            Charge most = Charge.atMost(size.input().getAsLong(), size.output(), price);
            Reservation reservation =
                    budgets.reserve(new Reserving(payer.call(), payer.epoch(), all, most), now);
            return new Allowance(this, payer, now, reservation, refusal(reservation, now));
        } catch (StoreUnavailable outage) {
            LOG.debug("The budgets of {} cannot be looked at.", payer.call().session(), outage);
            return new Allowance(this, payer, now, null, outOfReach());
        }
    }

    private static @Nullable ModelFailure refusal(Reservation reservation, Instant now) {
        return switch (reservation) {
            case Reservation.Free ignored -> null;
            case Reservation.Granted ignored -> null;
            case Reservation.Held held -> heldBy(held, now);
            case Reservation.Unpriced unpriced -> unpriced(unpriced.budget());
        };
    }

    /** The budgets that passed their soft limits. */
    List<Budget> settle(CallKey call, @Nullable Charge spent, Instant now) {
        try {
            return budgets.settle(call, spent, now);
        } catch (StoreUnavailable outage) {
            LOG.info("What a call of {} came to counts as the most it can be.", call, outage);
            return List.of();
        }
    }

    /**
     * How long a call may be, in tokens.
     *
     * @param input estimated when it is asked for
     * @param output the most an answer may have
     */
    record Size(LongSupplier input, long output) {

        static Size of(ModelRequest request, ModelProfile profile) {
            return new Size(request::tokens, OutputBound.of(request.settings(), profile));
        }
    }

    private static ModelFailure heldBy(Reservation.Held held, Instant now) {
        Instant renewal = held.budget().renewsAt();
        Duration pause =
                renewal == null || !renewal.isAfter(now)
                        ? LOOK_MAX
                        : Duration.between(now, renewal);
        return new ModelFailure(
                FailureKind.BUDGET_EXHAUSTED,
                new NextMove.RetryAfter(pause),
                sentence(held.budget(), held.asked()));
    }

    static BudgetNotice notice(Reservation.Held held) {
        return held.budget().notice(sentence(held.budget(), held.asked()));
    }

    static BudgetNotice warning(Budget budget) {
        return budget.notice(
                name(budget) + " is past its soft limit: " + left(budget) + " of it is left.");
    }

    private static String sentence(Budget budget, BigDecimal asked) {
        return switch (budget.terms().mode()) {
            case PAUSED -> name(budget) + " is paused.";
            case ACTIVE, DISABLED ->
                    name(budget)
                            + " has "
                            + left(budget)
                            + " left, of which calls under way may take "
                            + amount(budget, budget.account().reserved())
                            + ", and the next call may take "
                            + amount(budget, asked)
                            + "."
                            + (asked.compareTo(budget.most()) > 0 ? NEVER : "");
        };
    }

    private static ModelFailure unpriced(Budget budget) {
        return new ModelFailure(
                FailureKind.PRICE_UNKNOWN,
                new NextMove.GiveUp(),
                name(budget)
                        + " is counted in US dollars, and nobody knows what this model costs: it"
                        + " cannot be called while there is such a budget.");
    }

    private static ModelFailure outOfReach() {
        return new ModelFailure(
                FailureKind.BUDGET_EXHAUSTED,
                new NextMove.RetryAfter(OUTAGE_PAUSE),
                "The budgets cannot be looked at, and nothing is spent before they are.");
    }

    private static String name(Budget budget) {
        return "The budget "
                + budget.id().value()
                + " of this "
                + budget.terms().subject().kind().name().toLowerCase(Locale.ROOT);
    }

    private static String left(Budget budget) {
        return amount(budget, budget.balance());
    }

    private static String amount(Budget budget, BigDecimal amount) {
        return amount.toPlainString()
                + switch (budget.terms().currency()) {
                    case USD -> " US dollars";
                    case TOKENS -> " tokens";
                };
    }
}
