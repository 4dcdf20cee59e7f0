package dev.perdure.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The parser and the writer held against Jackson, which was written by others.
 *
 * <p>Malformed UTF-8 is judged by the decoder of the JDK, as Jackson lets some of it pass; that and
 * the other differences stand as tests of their own below.
 */
class JsonAgainstJacksonTest {

    private static final int DOCUMENTS = 40_000;
    private static final int VALUES = 10_000;

    /** Of four hex digits, Jackson looks at the last eight bits of each. */
    private static final Pattern ESCAPE_JACKSON_MISREADS =
            Pattern.compile("(?<!\\\\)(\\\\\\\\)*\\\\u[\\x00-\\xff]{0,3}[^\\x00-\\xff]");

    @Test
    void accepts_the_same_documents_as_jackson_with_the_same_values() {
        Seed seed = Seed.forTest(JsonAgainstJacksonTest.class);
        RandomGenerator random = seed.random();
        RandomJson values = new RandomJson(random);
        Mutation mutation = new Mutation(values);
        int accepted = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            String intact =
                    Jackson.written(values.value(), random.nextBoolean(), random.nextBoolean());
            byte[] document = mutation.damaged(intact.getBytes(UTF_8));

            Optional<JsonValue> expected = opinion(document);
            Optional<JsonValue> actual = Json.parse(document).toJavaOptional();

            if (!actual.equals(expected)) {
                assertThat(actual)
                        .as("%s, document %d: %s", seed, i, HexFormat.of().formatHex(document))
                        .isEqualTo(expected);
            }
            accepted += actual.isPresent() ? 1 : 0;
        }
        assertThat(accepted)
                .as("accepted under %s", seed)
                .isBetween(DOCUMENTS / 5, DOCUMENTS * 4 / 5);
    }

    @Test
    void writes_what_jackson_reads_and_reads_what_jackson_writes() {
        Seed seed = Seed.forTest(JsonAgainstJacksonTest.class);
        RandomJson values = new RandomJson(seed.random());
        int readAsBytes = 0;
        for (int i = 0; i < VALUES; i++) {
            JsonValue value = values.value();

            assertThat(Jackson.read(value.toJson())).as("%s, value %d", seed, i).contains(value);
            if (!value.toJson().contains("\\ud")) {
                assertThat(Jackson.read(Json.utf8(value)))
                        .as("%s, value %d", seed, i)
                        .contains(value);
                readAsBytes++;
            }
            String ascii = Jackson.written(value, true, true);
            assertThat(Json.parse(ascii).toJavaOptional())
                    .as("%s, value %d", seed, i)
                    .contains(value);
        }
        assertThat(readAsBytes).as("read as bytes under %s", seed).isGreaterThan(VALUES / 4);
    }

    @Test
    void refuses_malformed_utf8_that_jackson_lets_pass() {
        for (String hex : new String[] {"22c08022", "22c1bf22", "22e0808022", "22f080808022"}) {
            byte[] document = HexFormat.of().parseHex(hex);

            assertThat(Jackson.read(document)).as(hex).isPresent();
            assertThat(Json.parse(document).isLeft()).as(hex).isTrue();
        }
    }

    @Test
    void refuses_an_escape_with_letters_that_jackson_takes_for_hex_digits() {
        String document = "\"\\u00\u05469\"";

        assertThat(Jackson.read(document)).contains(new JsonString("\u00f9"));
        assertThat(Json.parse(document).isLeft()).isTrue();
        assertThat(opinion(document.getBytes(UTF_8))).isEmpty();
        String noEscape = "\"\\\\u00\u05469\"";
        assertThat(Json.parse(noEscape).get()).isEqualTo(new JsonString("\\u00\u05469"));
        assertThat(opinion(noEscape.getBytes(UTF_8))).contains(new JsonString("\\u00\u05469"));
    }

    @Test
    void refuses_a_byte_order_mark_that_jackson_skips() {
        byte[] document = "\ufeff1".getBytes(UTF_8);

        assertThat(Jackson.read(document)).contains(JsonNumber.of(1));
        assertThat(Json.parse(document).isLeft()).isTrue();
    }

    @Test
    void refuses_an_unpaired_surrogate_in_a_text_that_jackson_lets_pass() {
        assertThat(Jackson.read("\"\ud800\"")).contains(new JsonString("\ud800"));
        assertThat(Json.parse("\"\ud800\"").isLeft()).isTrue();
    }

    @Test
    void keeps_an_unpaired_surrogate_in_a_name_that_jackson_cannot_read_from_bytes() {
        JsonObject object = JsonObject.builder().put("\ud800", 1).build();

        assertThat(Jackson.read(Json.utf8(object))).isEmpty();
        assertThat(Jackson.read(object.toJson())).contains(object);
        assertThat(Json.parse(Json.utf8(object)).get()).isEqualTo(object);
    }

    @Test
    void refuses_utf16_that_jackson_detects() {
        byte[] document = {0, '[', 0, ']'};

        assertThat(Jackson.read(document)).contains(JsonArray.of());
        assertThat(Json.parse(document).isLeft()).isTrue();
    }

    @Test
    void refuses_more_levels_than_allowed_where_jackson_was_told_to_go_on() {
        String document = "[".repeat(129) + "]".repeat(129);

        assertThat(Jackson.read(document)).isPresent();
        assertThat(Json.parse(document).isLeft()).isTrue();
    }

    /** What Jackson makes of a document, but for where it is known to be wrong. */
    private static Optional<JsonValue> opinion(byte[] document) {
        return decoded(document)
                .filter(text -> !ESCAPE_JACKSON_MISREADS.matcher(text).find())
                .flatMap(Jackson::read);
    }

    private static Optional<String> decoded(byte[] document) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }
}
