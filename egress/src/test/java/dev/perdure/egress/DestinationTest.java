package dev.perdure.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api.example",
                "ftp://api.example",
                "file:///etc/passwd",
                "http://",
                "https:///v1",
                "https://user:pa55word@api.example",
                "https://api.example:99999/v1",
                "https://api.example/v1#pa55word",
                "https://api example"
            })
    void what_cannot_be_asked_is_refused_without_repeating_it(String address) {
        assertThatThrownBy(() -> Destination.of(address))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .startsWith("It")
                .doesNotContain("pa55word");
    }

    @Test
    void an_address_may_be_as_long_as_its_bound_and_no_longer() {
        String address = "https://api.example/";
        String rest = "x".repeat(Destination.CHARACTERS_MAX - address.length());

        assertThat(Destination.of(address + rest).host()).isEqualTo("api.example");
        assertThatThrownBy(() -> Destination.of(address + rest + "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("It is longer than 16384 characters.");
    }

    @Test
    void letters_beyond_ascii_are_kept_as_their_bytes_escaped() {
        assertThat(Destination.of("http://api.example/a\u0308?q=\u65e5").uri())
                .hasToString("http://api.example/a%CC%88?q=%E6%97%A5");
        assertThatThrownBy(() -> Destination.of("http://api.example/\ud800"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("It is not an address.");
        assertThatThrownBy(() -> Destination.of("http://api.example/" + "\u65e5".repeat(2_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("It is longer than 16384 characters.");
    }

    @Test
    void what_a_log_may_show_leaves_the_query_out() {
        Destination destination = Destination.of("https://api.example:8443/v1?key=pa55word");

        assertThat(destination).hasToString("https://api.example:8443/v1");
        assertThat(destination.host()).isEqualTo("api.example:8443");
        assertThat(Destination.of("http://[::1]/v1").host()).isEqualTo("[::1]");
    }
}
