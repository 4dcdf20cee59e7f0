package dev.perdure.budget;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What has come of a budget in its present period.
 *
 * @param credit what was added to the limit
 * @param spent by calls that are settled
 * @param reserved by calls that are not, whenever they began
 * @param since when the period began
 * @param warned whether it was said that the soft limit is passed
 */
public record Account(
        BigDecimal credit, BigDecimal spent, BigDecimal reserved, Instant since, boolean warned) {

    public Account {
        credit = Amounts.plain(credit);
        spent = Amounts.plain(spent);
        reserved = Amounts.plain(reserved);
    }

    /** Of a budget nobody has used. */
    public static Account fresh(Instant since) {
        return new Account(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, since, false);
    }

    Account renewed(Instant start) {
        return new Account(BigDecimal.ZERO, BigDecimal.ZERO, reserved, start, false);
    }

    Account reserve(BigDecimal amount) {
        return new Account(credit, spent, reserved.add(amount), since, warned);
    }

    Account settle(BigDecimal amount, BigDecimal actual) {
        return new Account(
                credit,
                spent.add(actual),
                reserved.subtract(amount).max(BigDecimal.ZERO),
                since,
                warned);
    }

    Account topUp(BigDecimal amount) {
        return new Account(credit.add(amount), spent, reserved, since, warned);
    }

    Account warned(boolean now) {
        return new Account(credit, spent, reserved, since, now);
    }
}
