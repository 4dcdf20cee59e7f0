package dev.perdure.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumberTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "-7, -7",
        "1.0, 1",
        "1e2, 100",
        "1200E-2, 12",
        "0e-9999, 0",
        "999999999999999999, 999999999999999999",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808"
    })
    void is_a_long_when_it_is_exactly_one(String lexeme, long expected) {
        assertThat(new JsonNumber(lexeme).asLong()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.5",
                "1e-1",
                "9223372036854775808",
                "-9223372036854775809",
                "1e19",
                "1e9999",
                "1e999999999",
                "1e-999999999",
                "1e99999999999999999999",
                "1e-99999999999999999999"
            })
    void is_refused_as_a_long_when_it_is_not_exactly_one(String lexeme) {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> new JsonNumber(lexeme).asLong());
    }

    @Test
    void converts_exactly_to_a_decimal() {
        assertThat(new JsonNumber("-12.50e3").asBigDecimal()).isEqualTo(new BigDecimal("-12.50e3"));
        assertThat(new JsonNumber("1e10000").asBigDecimal()).isEqualTo(new BigDecimal("1e10000"));
        assertThat(new JsonNumber("9".repeat(1_000)).asBigDecimal().precision()).isEqualTo(1_000);
    }

    @Test
    void refuses_to_convert_what_would_cost_memory_out_of_proportion() {
        for (String lexeme :
                new String[] {"1e10001", "1e-10001", "0e2147483648", "1".repeat(1_001)}) {
            assertThatExceptionOfType(ArithmeticException.class)
                    .isThrownBy(() -> new JsonNumber(lexeme).asBigDecimal())
                    .withMessageEndingWith("is not converted.");
        }
    }

    @Test
    void is_made_of_any_long() {
        assertThat(JsonNumber.of(Long.MIN_VALUE).lexeme()).isEqualTo("-9223372036854775808");
        assertThat(JsonNumber.of(Long.MAX_VALUE).asLong()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0.0,
                -0.0,
                0.1,
                -2.5,
                1e21,
                Double.MIN_VALUE,
                Double.MIN_NORMAL,
                Double.MAX_VALUE
            })
    void is_made_of_any_finite_double(double value) {
        JsonNumber number = JsonNumber.of(value);

        assertThat(Json.parse(number.toJson()).get()).isEqualTo(number);
        assertThat(Double.parseDouble(number.lexeme())).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void is_not_made_of_a_double_that_is_not_finite(double value) {
        assertThatIllegalArgumentException().isThrownBy(() -> JsonNumber.of(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " 1", "1 ", "01", "+1", "1.", ".1", "1e", "NaN", "0x1", "\u0661", "1\u0131"
            })
    void is_not_made_of_a_text_that_is_no_number(String lexeme) {
        assertThatIllegalArgumentException().isThrownBy(() -> new JsonNumber(lexeme));
    }
}
