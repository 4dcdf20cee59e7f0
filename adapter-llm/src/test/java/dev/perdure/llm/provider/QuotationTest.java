package dev.perdure.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotationTest {

    private final Quotation quotation = new Quotation(new ApiKey("marker-secret"));

    @Test
    void what_a_server_says_is_quoted_short_and_without_keys() {
        assertThat(quotation.of("No such model.\n  Try another."))
                .isEqualTo("No such model. Try another.");
        assertThat(quotation.of("The key marker-secret is wrong")).doesNotContain("marker");
        assertThat(quotation.of("Incorrect key: sk-abc***************xyz"))
                .doesNotContain("abc")
                .doesNotContain("xyz");
        assertThat(quotation.of("word ".repeat(1_000))).hasSizeLessThan(300);
    }

    /** The patterns alone would take hours of the first of these. */
    @Test
    void megabytes_without_a_blank_cost_nothing_and_no_key_is_cut_in_two() {
        assertThat(quotation.of("a".repeat(4_000_000))).hasSizeLessThan(300);
        assertThat(quotation.of("x ".repeat(995) + "marker-secret and more " + "y".repeat(5_000)))
                .doesNotContain("marker");
        assertThat(quotation.of(" ".repeat(1_990) + "marker-secret".repeat(2)))
                .doesNotContain("marker");
    }
}
