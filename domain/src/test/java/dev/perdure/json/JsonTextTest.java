package dev.perdure.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class JsonTextTest {

    @Test
    void keeps_a_document_exactly_as_it_was_received() {
        String received = " { \"b\" : 1.50 , \"a\":\"\\u0041\\/\\u00E9\u00e9\\ud83d\u2028\" }\r\n";
        byte[] bytes = received.getBytes(UTF_8);

        assertThat(JsonText.of(received).get().text()).isEqualTo(received);
        assertThat(JsonText.of(received).get().utf8()).isEqualTo(bytes);
        assertThat(JsonText.of(bytes).get().utf8()).isEqualTo(bytes);
        assertThat(JsonText.of(bytes).get()).isEqualTo(JsonText.of(received).get());
    }

    @Test
    void says_what_its_text_says() {
        JsonText text = JsonText.of(" [ \"\\ud800\\u0000\" , 1.0 ] ").get();

        assertThat(text.value())
                .isEqualTo(JsonArray.of(new JsonString("\ud800\0"), new JsonNumber("1.0")));
    }

    @Test
    void is_made_of_a_value_in_its_canonical_text() {
        JsonValue value = JsonObject.builder().put("a", "\udc00\n").build();

        assertThat(JsonText.of(value).text()).isEqualTo("{\"a\":\"\\udc00\\n\"}");
        assertThat(JsonText.of(value).value()).isEqualTo(value);
    }

    @Test
    void never_holds_an_unpaired_surrogate_so_that_its_utf8_is_lossless() {
        JsonProblem refused = new JsonProblem("An unpaired surrogate must be escaped.", 1);
        JsonText escaped = JsonText.of("\"\\ud800\"").get();
        JsonText written = JsonText.of(new JsonString("\ud800\udbff\udc00\udc00"));

        assertThat(JsonText.of("\"\ud800\"").getLeft()).isEqualTo(refused);
        assertThatIllegalArgumentException().isThrownBy(() -> new JsonText("\"\ud800\""));
        for (JsonText text : new JsonText[] {escaped, written}) {
            assertThat(new String(text.utf8(), UTF_8)).isEqualTo(text.text());
            assertThat(JsonText.of(text.utf8()).get()).isEqualTo(text);
        }
    }

    @Test
    void answers_why_a_document_is_refused() {
        JsonProblem refused = new JsonProblem("A value is expected here.", 3);

        assertThat(JsonText.of("[1,]").getLeft()).isEqualTo(refused);
        assertThat(JsonText.of("[1,]".getBytes(UTF_8)).getLeft()).isEqualTo(refused);
        assertThat(JsonText.of(new byte[] {'"', (byte) 0x80, '"'}).isLeft()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JsonText("[1,]"))
                .withMessage("A value is expected here. (at byte 3)");
    }

    @Test
    void is_not_made_of_a_value_that_could_not_be_read_back() {
        JsonValue value = JsonNull.INSTANCE;
        for (int level = 0; level <= JsonLimits.DEFAULT_MAX_DEPTH; level++) {
            value = JsonArray.of(value);
        }
        JsonValue tooDeep = value;

        assertThatIllegalArgumentException().isThrownBy(() -> JsonText.of(tooDeep));
    }

    @Test
    void has_the_sha_256_of_its_bytes_as_its_content_hash() {
        assertThat(JsonText.of("{}").get().sha256())
                .isEqualTo("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
        assertThat(JsonText.of("\"\u00e9\"").get().sha256())
                .isNotEqualTo(JsonText.of("\"\\u00e9\"").get().sha256())
                .hasSize(64);
        assertThat(JsonText.of("{} ").get().sha256())
                .isNotEqualTo(JsonText.of("{}").get().sha256());
    }
}
