package dev.perdure.budget;

import dev.perdure.tenant.OrganisationId;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A bound of what may be spent, and what has been. */
public record Budget(
        BudgetId id,
        OrganisationId organisation,
        BudgetTerms terms,
        Account account,
        Instant createdAt,
        Instant updatedAt) {

    /** Limit and credit, which is all that there is until the period is over. */
    public BigDecimal most() {
        return Amounts.plain(terms.limit().add(account.credit()));
    }

    /** What is left of limit and credit; negative where an estimate was too low. */
    public BigDecimal balance() {
        return Amounts.plain(most().subtract(account.spent()));
    }

    /** What a call can still reserve. */
    public BigDecimal available() {
        return Amounts.plain(balance().subtract(account.reserved()));
    }

    public BudgetStatus status() {
        if (terms.mode() == BudgetTerms.Mode.DISABLED) {
            return BudgetStatus.DISABLED;
        }
        if (terms.mode() == BudgetTerms.Mode.PAUSED) {
            return BudgetStatus.PAUSED;
        }
        return balance().signum() > 0 ? BudgetStatus.ACTIVE : BudgetStatus.EXHAUSTED;
    }

    public boolean isCounted() {
        return terms.mode() != BudgetTerms.Mode.DISABLED;
    }

    /** When there is something to spend again by itself; absent when that never is. */
    public @Nullable Instant renewsAt() {
        BudgetPeriod period = terms.period();
        return period == null ? null : period.end(account.since());
    }

    /** As it is at a time: as good as new, but for what is reserved, when its period is over. */
    public Budget at(Instant now) {
        BudgetPeriod period = terms.period();
        if (period == null || now.isBefore(period.end(account.since()))) {
            return this;
        }
        return with(account.renewed(period.start(account.since(), now)));
    }

    /** Whether a call that may cost {@code amount} may begin. */
    public boolean allows(BigDecimal amount) {
        return terms.mode() == BudgetTerms.Mode.ACTIVE && available().compareTo(amount) >= 0;
    }

    /** With {@code amount} kept for a call that begins. */
    public Budget reserve(BigDecimal amount) {
        return with(account.reserve(amount));
    }

    /** With a call that reserved {@code amount} come to what it cost. */
    public Budget settle(BigDecimal amount, BigDecimal actual) {
        Budget settled = with(account.settle(amount, actual));
        return settled.with(settled.account.warned(account.warned() || settled.isBeyondSoft()));
    }

    /**
     * With a call that reserved {@code amount} come to what it cost, which counts in the period it
     * was reserved in: none of it where that is over.
     *
     * @param reserved when, as {@link #stamp} has it
     */
    public Budget settle(BigDecimal amount, BigDecimal actual, Instant reserved) {
        return settle(amount, reserved.isBefore(account.since()) ? BigDecimal.ZERO : actual);
    }

    /** The time of what is reserved now: in the present period, whoever's clock began that. */
    public Instant stamp(Instant now) {
        return now.isBefore(account.since()) ? account.since() : now;
    }

    /** With more to spend until the period is over. */
    public Budget topUp(BigDecimal amount, Instant now) {
        return new Budget(id, organisation, terms, account.topUp(amount), createdAt, now)
                .warnedAfresh();
    }

    /** On other terms, with what was spent. */
    public Budget on(BudgetTerms other, Instant now) {
        return new Budget(id, organisation, other, account, createdAt, now).warnedAfresh();
    }

    /** Whether this is the state in which the soft limit was found to be passed. */
    public boolean hasJustWarned(Budget before) {
        return account.warned() && !before.account.warned();
    }

    public BudgetNotice notice(String sentence) {
        return new BudgetNotice(
                id,
                terms.currency(),
                terms.limit(),
                balance(),
                terms.softLimit(),
                terms.mode() == BudgetTerms.Mode.PAUSED,
                sentence);
    }

    /** Credit moves the soft limit along with the limit. */
    private boolean isBeyondSoft() {
        BigDecimal soft = terms.softLimit();
        return soft != null && account.spent().compareTo(soft.add(account.credit())) >= 0;
    }

    /** What is no longer beyond the soft limit is warned of once more. */
    private Budget warnedAfresh() {
        return with(account.warned(account.warned() && isBeyondSoft()));
    }

    private Budget with(Account next) {
        return new Budget(id, organisation, terms, next, createdAt, updatedAt);
    }
}
