package dev.perdure.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.perdure.event.StreamVersion;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.message.ContentPart;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.model.Usage;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TokenEstimatorTest {

    private static final int CASES = 2_000;
    private static final List<String> WORDS =
            List.of("the ", "Größe ", "模型", "{\"a\": 1}", "😀", "\n", "x", "0123456789 ", "\uD800");

    private static String text(Random random, int words) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(words + 1); i >= 0; i--) {
            text.append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return text.toString();
    }

    private static TranscriptItem said(ContentPart... parts) {
        return new TranscriptItem.Said(
                new StreamVersion(1),
                Message.ofAgent(new MessageId(new UUID(0, 1)), List.of(parts), Instant.EPOCH));
    }

    private static TranscriptItem answered(String output) {
        return new TranscriptItem.Answered(
                new StreamVersion(1), new ToolCallId("c"), "look", ToolResult.success(output));
    }

    private static TranscriptItem any(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> said(new InputPart.Text(text(random, 40)));
            case 1 -> said(new InputPart.ImageData("A".repeat(random.nextInt(9_000)), "image/png"));
            case 2 ->
                    said(
                            new ContentPart.Thinking(text(random, 9)),
                            new ContentPart.ToolUse(
                                    new ToolCall(
                                            new ToolCallId("c"),
                                            "look",
                                            JsonText.of(
                                                    JsonObject.builder()
                                                            .put("n", random.nextInt())
                                                            .build()))));
            case 3 -> answered(text(random, 40));
            default -> answered("{\"rows\": \"" + "a b ".repeat(random.nextInt(99)) + "\"}");
        };
    }

    @Test
    void more_of_a_text_is_never_less_to_read_and_never_nothing() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            String text =
                    random.nextInt(4) == 0 ? "a".repeat(random.nextInt(200)) : text(random, 60);
            String more = text + text(random, 3);

            assertThat(TokenEstimator.text(more))
                    .describedAs("seed %s", seed)
                    .isPositive()
                    .isGreaterThanOrEqualTo(TokenEstimator.text(text));
            assertThat(TokenEstimator.json(more)).isGreaterThanOrEqualTo(TokenEstimator.text(more));
        }
    }

    @Test
    void a_conversation_is_as_much_to_read_as_its_parts() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            List<TranscriptItem> one = new ArrayList<>();
            List<TranscriptItem> other = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                one.add(any(random));
                other.add(any(random));
            }
            List<TranscriptItem> both = new ArrayList<>(one);
            both.addAll(other);

            assertThat(TokenEstimator.transcript(both))
                    .describedAs("seed %s", seed)
                    .isEqualTo(TokenEstimator.transcript(one) + TokenEstimator.transcript(other));
            one.forEach(item -> assertThat(TokenEstimator.item(item)).isPositive());
        }
    }

    @Test
    void a_text_cut_in_two_is_about_as_much_to_read() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            String one = text(random, 60);
            String other = text(random, 60);

            assertThat(TokenEstimator.text(one) + TokenEstimator.text(other))
                    .describedAs("seed %s", seed)
                    .isCloseTo(TokenEstimator.text(one + other), within(2L));
        }
    }

    @Test
    void prose_of_any_language_counts_by_its_bytes() {
        assertThat(TokenEstimator.text("This is plain English prose, word by word.")).isEqualTo(11);
        assertThat(TokenEstimator.text("模型")).isEqualTo(2);
        assertThat(TokenEstimator.text("")).isZero();
    }

    @Test
    void json_counts_more_than_prose_also_as_what_a_tool_returned() {
        String rows = "{\"rows\":[1,2,3]}";

        assertThat(TokenEstimator.json(rows)).isEqualTo(7);
        assertThat(TokenEstimator.item(answered(" " + rows)))
                .isEqualTo(TokenEstimator.FRAME + TokenEstimator.json(" " + rows));
        assertThat(TokenEstimator.item(answered("Rows: " + rows)))
                .isEqualTo(TokenEstimator.FRAME + TokenEstimator.text("Rows: " + rows));
    }

    @Test
    void the_bytes_of_an_image_are_not_counted() {
        TranscriptItem small = said(new InputPart.ImageData("AAAA", "image/png"));
        TranscriptItem large = said(new InputPart.ImageData("A".repeat(4_000_000), "image/png"));

        assertThat(TokenEstimator.item(large))
                .isEqualTo(TokenEstimator.item(small))
                .isEqualTo(TokenEstimator.FRAME + TokenEstimator.IMAGE);
    }

    @Test
    void what_is_coded_in_base_64_is_no_prose() {
        assertThat(TokenEstimator.text("iVBORw0KGgo".repeat(300)))
                .isBetween(3_300 * 2 / 3L - 1, 3_300 * 2 / 3L + 1);
    }

    @Test
    void a_request_counts_its_instructions_and_the_schemas_of_its_tools() {
        JsonObject schema = JsonObject.builder().put("type", "object").build();
        ToolDefinition tool =
                new ToolDefinition("look", "Looks.", schema, ToolHints.READ_ONLY, ToolOwner.ENGINE);
        List<TranscriptItem> transcript = List.of(said(new InputPart.Text("Hello")));
        long bare = TokenEstimator.request("", transcript, List.of());

        assertThat(bare).isEqualTo(TokenEstimator.transcript(transcript));
        assertThat(TokenEstimator.request("Be kind.", transcript, List.of()))
                .isEqualTo(bare + TokenEstimator.FRAME + 2);
        assertThat(TokenEstimator.request("", transcript, List.of(tool)))
                .isEqualTo(
                        bare + TokenEstimator.FRAME + 1 + 2 + TokenEstimator.json(schema.toJson()));
    }

    @Test
    void what_a_provider_reported_corrects_the_next_estimate() {
        assertThat(TokenEstimator.ratio(100, new Usage(60, 5, 40, 20))).isEqualTo(1.2);
    }

    @Test
    void a_report_counts_within_reason() {
        Usage nearlyNothing = new Usage(1, 0, 0, 0);

        assertThat(TokenEstimator.ratio(100, Usage.NONE)).isEqualTo(1);
        assertThat(TokenEstimator.ratio(100, nearlyNothing)).isEqualTo(0.5);
        assertThat(TokenEstimator.ratio(100, new Usage(9_000, 0, 0, 0))).isEqualTo(3);
    }
}
