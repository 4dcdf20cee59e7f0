package dev.perdure.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotationTest {

    private static final String KEY = "marker-secret";
    private static final String HEADER = "Another/Secret of 26 letters";

    private final Quotation quotation = new Quotation(List.of(KEY, HEADER, "v1"));

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                KEY,
                "MARKER-SECRET",
                "marker-s",
                "r-secret",
                HEADER,
                "another%2Fsecret+of",
                "ret of 26 letters"
            })
    void no_part_of_a_secret_is_quoted(String echoed) {
        assertThat(quotation.of("You sent <" + echoed + "> to v1."))
                .isEqualTo("You sent <[...]> to v1.");
    }

    @Test
    void an_encoded_secret_is_not_quoted() {
        for (String before : List.of("", "u", "us:", "user:")) {
            String echoed =
                    Base64.getEncoder()
                            .encodeToString((before + KEY).getBytes(StandardCharsets.UTF_8));

            String quoted = quotation.of("You sent " + echoed + " to us.");

            assertThat(quoted).contains("[...]");
            for (int at = before.length() * 4 / 3 + 4; at + 8 <= echoed.length(); at++) {
                assertThat(quoted).doesNotContain(echoed.substring(at, at + 8));
            }
        }
    }

    @Test
    void what_is_no_part_of_a_secret_is_quoted_as_it_stands() {
        String words = "The marker of the secrets is v1, and 26 of them are no secret.";

        assertThat(quotation.of(words)).isEqualTo(words);
        assertThat(new Quotation(List.of()).of(words)).isEqualTo(words);
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
