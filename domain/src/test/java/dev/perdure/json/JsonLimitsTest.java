package dev.perdure.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class JsonLimitsTest {

    private static final long SMALL_STACK_BYTES = 256 * 1024;

    private static final int DEEP = 100_000;

    @Test
    void defaults_to_128_levels_and_16_mebibytes() {
        assertThat(JsonLimits.DEFAULT).isEqualTo(new JsonLimits(128, 16_777_216));
    }

    @Test
    void reads_a_document_as_deep_as_allowed_and_refuses_one_level_more() {
        String reason = "Arrays and objects are nested deeper than is allowed.";

        assertThat(Json.parse(arrays(128)).isRight()).isTrue();
        assertThat(Json.parse(arrays(129)).getLeft()).isEqualTo(new JsonProblem(reason, 128));
        assertThat(Json.parse(objects(128)).isRight()).isTrue();
        assertThat(Json.parse(objects(129)).getLeft()).isEqualTo(new JsonProblem(reason, 5 * 128));
    }

    @Test
    void counts_only_what_is_open_at_once() {
        JsonLimits twoLevels = new JsonLimits(2, 1_000);

        assertThat(Json.parse("[[],[],{}]".getBytes(UTF_8), twoLevels).isRight()).isTrue();
        assertThat(Json.parse("[[],[{}]]".getBytes(UTF_8), twoLevels).getLeft().offset())
                .isEqualTo(5);
        assertThat(Json.parse("7".getBytes(UTF_8), new JsonLimits(1, 1)).isRight()).isTrue();
    }

    @Test
    void refuses_a_hundred_thousand_open_brackets() {
        assertThat(Json.parse("[".repeat(DEEP)).getLeft().offset()).isEqualTo(128);
        assertThat(Json.parse("{\"a\":".repeat(DEEP)).getLeft().offset()).isEqualTo(5 * 128);
    }

    @Test
    void reads_writes_and_compares_any_depth_that_was_asked_for_on_a_small_stack()
            throws Exception {
        JsonLimits deep = new JsonLimits(DEEP, 1_000_000);
        for (String document : new String[] {arrays(DEEP), objects(DEEP)}) {
            byte[] utf8 = document.getBytes(UTF_8);

            JsonValue once = onASmallStack(() -> Json.parse(utf8, deep).get());
            JsonValue again = onASmallStack(() -> Json.parse(utf8, deep).get());

            assertThat(onASmallStack(() -> Json.utf8(once))).isEqualTo(utf8);
            assertThat(onASmallStack(once::toString)).isEqualTo(document);
            assertThat(onASmallStack(() -> once.equals(again))).isTrue();
            assertThat(onASmallStack(() -> once.hashCode() == again.hashCode())).isTrue();
        }
    }

    @Test
    void refuses_a_document_longer_than_allowed_before_reading_it() {
        JsonLimits fourBytes = new JsonLimits(1, 4);

        assertThat(Json.parse("1234".getBytes(UTF_8), fourBytes).isRight()).isTrue();
        assertThat(Json.parse("?????".getBytes(UTF_8), fourBytes).getLeft())
                .isEqualTo(
                        new JsonProblem(
                                "The document is longer than the 4 bytes that are allowed.", 4));
    }

    @Test
    void measures_a_text_in_bytes_of_utf8() {
        int half = JsonLimits.DEFAULT_MAX_BYTES / 2 - 1;

        assertThat(Json.parse("\"" + "\u00e9".repeat(half) + "\"").isRight()).isTrue();
        assertThat(Json.parse("\"" + "\u00e9".repeat(half) + "\" ").getLeft().offset())
                .isEqualTo(JsonLimits.DEFAULT_MAX_BYTES);
        assertThat(Json.parse(" ".repeat(JsonLimits.DEFAULT_MAX_BYTES + 1)).getLeft().offset())
                .isEqualTo(JsonLimits.DEFAULT_MAX_BYTES);
    }

    @Test
    void cannot_be_without_bounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> new JsonLimits(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new JsonLimits(1, 0));
    }

    private static String arrays(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    private static String objects(int levels) {
        return "{\"a\":".repeat(levels) + "0" + "}".repeat(levels);
    }

    private static <T> T onASmallStack(Supplier<T> work) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable task =
                () -> {
                    try {
                        result.complete(work.get());
                    } catch (StackOverflowError overflow) {
                        result.completeExceptionally(overflow);
                    }
                };
        new Thread(null, task, "small stack", SMALL_STACK_BYTES).start();
        return result.get(10, TimeUnit.SECONDS);
    }
}
