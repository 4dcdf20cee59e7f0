package dev.perdure.budget;

import dev.perdure.model.Cost;
import dev.perdure.model.ModelPrice;
import dev.perdure.model.Usage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a call takes from budgets, or may take.
 *
 * @param cost absent where the price of the model is not known
 */
public record Charge(@Nullable Cost cost, long tokens) {

    private static final int MILLION = 6;

    /** Of a call that never was. */
    public static final Charge NOTHING = new Charge(Cost.NOTHING, 0);

    /** What tokens cost at a price that may be unknown. */
    public static Charge of(Usage usage, @Nullable ModelPrice price) {
        return new Charge(price == null ? null : price.costOf(usage), usage.tokens());
    }

    /** The most that so many tokens can cost, whatever the caches of the provider do. */
    public static Charge atMost(long input, long output, @Nullable ModelPrice price) {
        if (price == null) {
            return new Charge(null, input + output);
        }
        BigDecimal millionth =
                price.dearestInput()
                        .multiply(BigDecimal.valueOf(input))
                        .add(price.output().multiply(BigDecimal.valueOf(output)));
        return new Charge(new Cost(millionth.movePointLeft(MILLION)), input + output);
    }

    /** The amount in a currency; absent where it is not known. */
    public @Nullable BigDecimal in(BudgetCurrency currency) {
        if (currency == BudgetCurrency.TOKENS) {
            return BigDecimal.valueOf(tokens);
        }
        return cost == null ? null : cost.usd();
    }
}
