package dev.perdure.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class UsageTest {

    private static final ModelPrice PRICE =
            new ModelPrice(
                    new BigDecimal("1.25"),
                    new BigDecimal("10"),
                    new BigDecimal("0.125"),
                    new BigDecimal("1.5625"));

    @Test
    void each_kind_of_token_has_its_price_and_reasoning_is_paid_as_output() {
        Usage usage = new Usage(1_000, 100, 2_000, 300).reasoning(40);

        assertThat(usage.at(PRICE).cost())
                .isEqualTo(
                        new Cost(
                                new BigDecimal("0.00125")
                                        .add(new BigDecimal("0.001"))
                                        .add(new BigDecimal("0.00025"))
                                        .add(new BigDecimal("0.00046875"))));
        assertThat(usage.at(PRICE).reasoning()).isEqualTo(40);
        assertThat(usage.tokens()).isEqualTo(3_400);
    }

    @Test
    void tokens_of_a_cache_without_a_price_of_its_own_cost_what_input_does() {
        ModelPrice plain = new ModelPrice(BigDecimal.TWO, BigDecimal.TEN, null, null);

        assertThat(new Usage(0, 0, 500_000, 500_000).at(plain).cost())
                .isEqualTo(new Cost(BigDecimal.TWO));
        assertThat(plain.dearestInput()).isEqualTo(BigDecimal.TWO);
        assertThat(PRICE.dearestInput()).isEqualTo(new BigDecimal("1.5625"));
    }

    @Test
    void without_a_price_a_cost_is_absent_and_never_nothing() {
        assertThat(new Usage(1, 1, 0, 0).at(null).cost()).isNull();
        assertThat(new Usage(1, 1, 0, 0).at(ModelPrice.FREE).cost()).isNull();
        assertThat(Usage.NONE.at(PRICE)).isEqualTo(Usage.NONE);
    }

    @Test
    void a_sum_holds_what_is_known_of_its_parts() {
        Usage known = new Usage(1, 2, 3, 4).reasoning(1).at(PRICE);
        Usage unknown = new Usage(10, 20, 30, 40);

        assertThat(known.plus(unknown)).isEqualTo(new Usage(11, 22, 33, 44, 1L, known.cost()));
        assertThat(unknown.plus(known)).isEqualTo(known.plus(unknown));
        assertThat(unknown.plus(Usage.NONE)).isEqualTo(unknown);
        assertThat(known.plus(known).reasoning()).isEqualTo(2);
        assertThat(known.plus(known).cost()).isEqualTo(new Cost(new BigDecimal("0.00005575")));
    }

    @Test
    void two_ways_to_write_an_amount_are_the_same_cost() {
        assertThat(new Cost(new BigDecimal("1.500"))).isEqualTo(new Cost(new BigDecimal("1.5")));
        assertThat(new Cost(new BigDecimal("1E+2")).usd().toPlainString()).isEqualTo("100");
        assertThatThrownBy(() -> new Cost(new BigDecimal("-1")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
