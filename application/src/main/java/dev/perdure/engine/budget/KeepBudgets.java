package dev.perdure.engine.budget;

import dev.perdure.agent.AgentId;
import dev.perdure.budget.Account;
import dev.perdure.budget.Budget;
import dev.perdure.budget.BudgetEntry;
import dev.perdure.budget.BudgetId;
import dev.perdure.budget.BudgetSubject;
import dev.perdure.budget.BudgetTerms;
import dev.perdure.engine.identity.IdSource;
import dev.perdure.engine.store.BudgetChange;
import dev.perdure.engine.store.Storage;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import io.vavr.control.Either;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Adds, changes, tops up and removes budgets, and wakes the turns that waited for them. */
public final class KeepBudgets {

    /** No more digits before the point, and none after it that no price needs. */
    private static final BigDecimal AMOUNT_MAX = BigDecimal.TEN.pow(15);

    private static final int FRACTION_MAX = 15;

    private final Storage storage;
    private final IdSource ids;
    private final ConcernedSubjects subjects;
    private final WakeHeld wake;

    public KeepBudgets(Storage storage, IdSource ids, ConcernedSubjects subjects, WakeHeld wake) {
        this.storage = storage;
        this.ids = ids;
        this.subjects = subjects;
        this.wake = wake;
    }

    /** A budget that begins now, for something that is there. */
    public Either<Refusal, Budget> add(OrganisationId organisation, BudgetDraft draft) {
        Optional<Refusal> problem =
                amount("limit", draft.limit())
                        .or(() -> softLimit(draft.softLimit()))
                        .or(() -> missing(organisation, draft.subject()));
        if (problem.isPresent()) {
            return Either.left(problem.get());
        }
        Instant now = storage.clock().instant();
        BudgetTerms terms = draft.terms();
        Instant since = terms.period() == null ? now : terms.period().start(now, now);
        Budget budget =
                new Budget(
                        new BudgetId(ids.next()),
                        organisation,
                        terms,
                        Account.fresh(since),
                        now,
                        now);
        storage.budgets().insert(budget);
        subjects.forget(organisation);
        return Either.right(budget);
    }

    /** Other terms for what is spent from now on; what was spent stays spent. */
    public Either<Refusal, Budget> revise(
            OrganisationId organisation, BudgetId id, UnaryOperator<BudgetTerms> edit) {
        Instant now = storage.clock().instant();
        Optional<Refusal> problem =
                storage.budgets()
                        .find(organisation, id, now)
                        .map(budget -> edit.apply(budget.terms()))
                        .flatMap(terms ->
                                amount("limit", terms.limit())
                                        .or(() -> softLimit(terms.softLimit())));
        if (problem.isPresent()) {
            return Either.left(problem.get());
        }
        return storage.budgets()
                .change(
                        organisation,
                        id,
                        BudgetChange.of(budget -> budget.on(edit.apply(budget.terms()), now)),
                        now)
                .map(this::woken)
                .orElseGet(() -> Either.left(ReadBudgets.noSuchBudget(id)));
    }

    /** More to spend, until the period is over. */
    public Either<Refusal, Budget> topUp(
            OrganisationId organisation, BudgetId id, BigDecimal amount, String description) {
        Optional<Refusal> problem = amount("amount", amount);
        if (problem.isPresent()) {
            return Either.left(problem.get());
        }
        if (amount.signum() == 0) {
            return Either.left(
                    new Refusal.Invalid("amount", "An amount to top up with is more than 0."));
        }
        Instant now = storage.clock().instant();
        BudgetEntry entry =
                new BudgetEntry(
                        ids.next(),
                        id,
                        amount.negate(),
                        BudgetEntry.Source.TOP_UP,
                        description,
                        null,
                        null,
                        now);
        return storage.budgets()
                .change(
                        organisation,
                        id,
                        new BudgetChange(budget -> budget.topUp(amount, now), entry),
                        now)
                .map(this::woken)
                .orElseGet(() -> Either.left(ReadBudgets.noSuchBudget(id)));
    }

    /** From now on nothing is held by it; its ledger is gone as well. */
    public Optional<Refusal> remove(OrganisationId organisation, BudgetId id) {
        Instant now = storage.clock().instant();
        Optional<Budget> last = storage.budgets().find(organisation, id, now);
        WakeHeld.Held held = wake.take(organisation, id);
        if (last.isEmpty() || !storage.budgets().remove(organisation, id)) {
            return Optional.of(ReadBudgets.noSuchBudget(id));
        }
        subjects.forget(organisation);
        wake.all(held, last.get().notice("The budget was removed."));
        return Optional.empty();
    }

    private Either<Refusal, Budget> woken(Budget budget) {
        boolean mayHaveRoom = !budget.isCounted() || budget.allows(BigDecimal.ZERO);
        if (mayHaveRoom) {
            wake.all(
                    wake.take(budget.organisation(), budget.id()),
                    budget.notice("There is room in the budget again."));
        }
        return Either.right(budget);
    }

    private Optional<Refusal> missing(OrganisationId organisation, BudgetSubject subject) {
        return switch (subject.kind()) {
            case ORGANISATION ->
                    subject.id().equals(organisation.value())
                            ? Optional.empty()
                            : notFound("organisation", subject);
            case AGENT ->
                    storage.agents().find(organisation, new AgentId(subject.id())).isPresent()
                            ? Optional.empty()
                            : notFound("agent", subject);
            case SESSION ->
                    storage.sessions()
                                    .find(new SessionKey(organisation, new SessionId(subject.id())))
                                    .isPresent()
                            ? Optional.empty()
                            : notFound("session", subject);
        };
    }

    private static Optional<Refusal> notFound(String thing, BudgetSubject subject) {
        return Optional.of(new Refusal.NotFound(thing, subject.id().toString()));
    }

    private static Optional<Refusal> softLimit(@Nullable BigDecimal soft) {
        return soft == null ? Optional.empty() : amount("soft_limit", soft);
    }

    private static Optional<Refusal> amount(String field, BigDecimal amount) {
        return amount.signum() >= 0
                        && amount.compareTo(AMOUNT_MAX) <= 0
                        && amount.stripTrailingZeros().scale() <= FRACTION_MAX
                ? Optional.empty()
                : Optional.of(
                        new Refusal.Invalid(
                                field,
                                "An amount is between 0 and 10^15, with 15 digits after the point"
                                        + " at most."));
    }
}
