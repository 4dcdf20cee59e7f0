package dev.perdure.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.json.JsonObject;
import dev.perdure.model.Cost;
import dev.perdure.model.ModelPrice;
import dev.perdure.model.Usage;
import dev.perdure.tenant.OrganisationId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTest {

    private static final Instant TIME = Instant.parse("2026-03-04T05:06:07Z");

    @Test
    void what_is_reserved_is_not_available_and_what_is_settled_is_spent() {
        Budget budget = budget("10", null).reserve(amount("4")).reserve(amount("3"));

        assertThat(budget.balance()).isEqualTo(amount("10"));
        assertThat(budget.available()).isEqualTo(amount("3"));
        assertThat(budget.allows(amount("3"))).isTrue();
        assertThat(budget.allows(amount("3.01"))).isFalse();

        Budget settled = budget.settle(amount("4"), amount("1.50"));
        assertThat(settled.balance()).isEqualTo(amount("8.5"));
        assertThat(settled.available()).isEqualTo(amount("5.5"));
        assertThat(settled.status()).isEqualTo(BudgetStatus.ACTIVE);
        assertThat(settled.settle(amount("3"), amount("8.5")).status())
                .isEqualTo(BudgetStatus.EXHAUSTED);
    }

    @Test
    void a_budget_that_is_paused_allows_nothing_and_one_that_is_disabled_has_no_say() {
        Budget paused = on(budget("10", null), BudgetTerms.Mode.PAUSED);
        Budget disabled = on(budget("10", null), BudgetTerms.Mode.DISABLED);

        assertThat(paused.allows(BigDecimal.ZERO)).isFalse();
        assertThat(paused.status()).isEqualTo(BudgetStatus.PAUSED);
        assertThat(disabled.status()).isEqualTo(BudgetStatus.DISABLED);
        assertThat(Reservation.of(List.of(disabled), Charge.NOTHING))
                .isEqualTo(new Reservation.Free());
        assertThat(Reservation.of(List.of(disabled, paused), Charge.NOTHING))
                .isEqualTo(new Reservation.Held(paused, BigDecimal.ZERO));
    }

    @Test
    void all_budgets_reserve_or_none_does() {
        Budget wide = budget("10", null);
        Budget tight = budget("1", null);
        Charge two = new Charge(new Cost(amount("2")), 5);

        assertThat(Reservation.of(List.of(wide, tight), two))
                .isEqualTo(new Reservation.Held(tight, amount("2")));
        assertThat(Reservation.of(List.of(wide), two))
                .isEqualTo(new Reservation.Granted(List.of(wide.reserve(amount("2")))));
        assertThat(Reservation.of(List.of(wide), new Charge(null, 5)))
                .isEqualTo(new Reservation.Unpriced(wide));
    }

    @Test
    void the_soft_limit_is_passed_once_and_again_after_more_was_added() {
        Budget budget = budget("10", "5");
        Budget below = budget.settle(BigDecimal.ZERO, amount("4.99"));
        Budget beyond = below.settle(BigDecimal.ZERO, amount("0.01"));
        Budget further = beyond.settle(BigDecimal.ZERO, amount("1"));

        assertThat(below.hasJustWarned(budget)).isFalse();
        assertThat(beyond.hasJustWarned(below)).isTrue();
        assertThat(further.hasJustWarned(beyond)).isFalse();

        Budget topped = further.topUp(amount("3"), TIME);
        assertThat(topped.account().warned()).isFalse();
        assertThat(topped.settle(BigDecimal.ZERO, amount("2")).hasJustWarned(topped)).isTrue();
    }

    @Test
    void a_new_period_forgets_what_was_spent_and_added_but_not_what_is_reserved() {
        BudgetPeriod hours = new BudgetPeriod.Rolling(Duration.ofHours(2));
        Budget budget =
                with(hours)
                        .topUp(amount("5"), TIME)
                        .reserve(amount("1"))
                        .settle(BigDecimal.ZERO, amount("7"));

        assertThat(budget.renewsAt()).isEqualTo(TIME.plus(Duration.ofHours(2)));
        assertThat(budget.at(TIME.plus(Duration.ofMinutes(119)))).isEqualTo(budget);
        Budget later = budget.at(TIME.plus(Duration.ofHours(5)));
        assertThat(later.balance()).isEqualTo(amount("10"));
        assertThat(later.available()).isEqualTo(amount("9"));
        assertThat(later.account().since()).isEqualTo(TIME.plus(Duration.ofHours(4)));
        assertThat(budget("10", null).renewsAt()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "DAY, 2026-03-04T00:00:00Z, 2026-03-05T00:00:00Z",
        "WEEK, 2026-03-02T00:00:00Z, 2026-03-09T00:00:00Z",
        "MONTH, 2026-03-01T00:00:00Z, 2026-04-01T00:00:00Z"
    })
    void a_calendar_divides_the_time_of_utc(BudgetPeriod.Unit unit, Instant start, Instant end) {
        BudgetPeriod.Calendar calendar = new BudgetPeriod.Calendar(unit);

        assertThat(calendar.start(Instant.EPOCH, TIME)).isEqualTo(start);
        assertThat(calendar.end(start)).isEqualTo(end);
        assertThat(calendar.end(TIME)).isEqualTo(end);
        assertThat(calendar.start(end, TIME)).as("a clock that was set back").isEqualTo(end);
    }

    @Test
    void the_most_that_a_call_can_cost_is_at_least_what_any_split_of_its_tokens_costs() {
        ModelPrice price = new ModelPrice(amount("3"), amount("15"), amount("0.3"), amount("3.75"));
        Charge most = Charge.atMost(1_000, 500, price);

        for (Usage usage :
                List.of(
                        new Usage(1_000, 500, 0, 0),
                        new Usage(0, 500, 1_000, 0),
                        new Usage(0, 500, 0, 1_000),
                        new Usage(400, 100, 300, 300))) {
            Charge spent = Charge.of(usage, price);
            assertThat(spent.in(BudgetCurrency.USD))
                    .isLessThanOrEqualTo(most.in(BudgetCurrency.USD));
            assertThat(spent.in(BudgetCurrency.TOKENS))
                    .isLessThanOrEqualTo(most.in(BudgetCurrency.TOKENS));
        }
        assertThat(Charge.atMost(1, 1, null).in(BudgetCurrency.USD)).isNull();
        assertThat(Charge.of(new Usage(1, 1, 0, 0), null).in(BudgetCurrency.USD)).isNull();
        assertThat(Charge.of(new Usage(1, 1, 0, 0), ModelPrice.FREE).in(BudgetCurrency.USD))
                .isEqualByComparingTo("0");
    }

    @Test
    void no_limit_is_negative() {
        assertThatThrownBy(() -> budget("-1", null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> budget("1", "-1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BudgetPeriod.Rolling(Duration.ofMillis(999)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Budget on(Budget budget, BudgetTerms.Mode mode) {
        return budget.on(budget.terms().mode(mode), TIME);
    }

    private static Budget with(BudgetPeriod period) {
        BudgetTerms terms = budget("10", null).terms();
        return budget(
                new BudgetTerms(
                        terms.subject(),
                        terms.currency(),
                        terms.limit(),
                        null,
                        period,
                        terms.mode(),
                        terms.metadata()));
    }

    private static Budget budget(String limit, @Nullable String soft) {
        return budget(
                new BudgetTerms(
                        new BudgetSubject(BudgetSubject.Kind.AGENT, new UUID(0, 1)),
                        BudgetCurrency.USD,
                        amount(limit),
                        soft == null ? null : amount(soft),
                        null,
                        BudgetTerms.Mode.ACTIVE,
                        JsonObject.empty()));
    }

    private static Budget budget(BudgetTerms terms) {
        return new Budget(
                new BudgetId(new UUID(0, 2)),
                OrganisationId.DEFAULT,
                terms,
                Account.fresh(TIME),
                TIME,
                TIME);
    }

    private static BigDecimal amount(String text) {
        return new BigDecimal(text);
    }
}
