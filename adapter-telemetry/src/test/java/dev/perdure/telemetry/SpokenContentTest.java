package dev.perdure.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.perdure.json.JsonText;
import dev.perdure.message.ContentPart;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.model.FinishReason;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SpokenContentTest {

    /** What quotes and names of members may add. */
    private static final int AROUND = 1_000;

    private static final String LONG = "x".repeat(SpokenContent.CHARACTERS_MAX);

    @Test
    void a_text_that_is_too_long_is_cut_and_stays_json() {
        String told = told(new InputPart.Text(LONG + "y"));

        assertThatCode(() -> new JsonText(told)).doesNotThrowAnyException();
        assertThat(told).contains(LONG).doesNotContain("y\"");
    }

    @Test
    void no_character_is_cut_in_two() {
        String text = LONG.substring(1) + "\uD83D\uDE00";

        assertThat(SpokenContent.bounded(text)).isEqualTo(LONG.substring(1));
        assertThat(told(new InputPart.Text(text))).endsWith("x\"}],\"finish_reason\":\"stop\"}]");
    }

    @Test
    void many_parts_share_the_room_of_one_attribute() {
        List<ContentPart> parts =
                Collections.nCopies(SpokenContent.CHARACTERS_MAX, new InputPart.Text(""));
        String told = told(parts.toArray(ContentPart[]::new));

        assertThat(told).hasSizeLessThan(SpokenContent.CHARACTERS_MAX + AROUND);
        assertThat(told(new InputPart.Text(LONG), new InputPart.Text(LONG)))
                .hasSizeLessThan(SpokenContent.CHARACTERS_MAX + AROUND);
    }

    @Test
    void arguments_that_are_too_long_are_told_as_text() {
        ToolCall call =
                new ToolCall(
                        new ToolCallId("call_1"),
                        "look",
                        new JsonText("{\"at\":\"" + LONG + "\"}"));
        String told = told(new ContentPart.ToolUse(call));

        assertThatCode(() -> new JsonText(told)).doesNotThrowAnyException();
        assertThat(told).contains("\"arguments\":\"{").hasSizeLessThan(LONG.length() + AROUND);
    }

    @Test
    void images_are_told_by_their_address_if_that_is_one() {
        String told =
                told(
                        new InputPart.ImageUrl("https://images.example/cat"),
                        new InputPart.ImageUrl("data:image/png;base64," + LONG),
                        new InputPart.ImageData(LONG, "image/png"));

        assertThat(told).contains("https://images.example/cat").doesNotContain("base64");
    }

    private static String told(ContentPart... parts) {
        Message message =
                Message.ofAgent(new MessageId(new UUID(1, 2)), List.of(parts), Instant.EPOCH);
        return SpokenContent.answered(message, FinishReason.STOP);
    }
}
