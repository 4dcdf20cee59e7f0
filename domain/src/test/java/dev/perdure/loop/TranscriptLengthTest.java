package dev.perdure.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.event.StreamVersion;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.message.ContentPart;
import dev.perdure.message.Controls;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.message.Role;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import io.vavr.collection.Vector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a model is shown of a conversation that is longer than the bound. */
class TranscriptLengthTest {

    private final List<TranscriptItem> items = new ArrayList<>();

    private Message said(Role role, ContentPart... parts) {
        Message message =
                new Message(
                        new MessageId(new UUID(0, items.size())),
                        role,
                        List.of(parts),
                        Controls.NONE,
                        JsonObject.empty(),
                        JsonObject.empty(),
                        JsonObject.empty(),
                        Instant.EPOCH);
        items.add(new TranscriptItem.Said(new StreamVersion(items.size() + 1), message));
        return message;
    }

    private void user(String text) {
        said(Role.USER, new InputPart.Text(text));
    }

    private void agent(String text) {
        said(Role.AGENT, new InputPart.Text(text));
    }

    private void agentCalls(String tool, String output) {
        ToolCallId id = new ToolCallId("call");
        said(
                Role.AGENT,
                new ContentPart.ToolUse(new ToolCall(id, tool, JsonText.of(JsonObject.empty()))));
        items.add(
                new TranscriptItem.Answered(
                        new StreamVersion(items.size() + 1), id, tool, ToolResult.success(output)));
    }

    private List<TranscriptItem> shown(int characters) {
        return new Transcript(Vector.ofAll(items)).forModel(characters);
    }

    @Test
    void a_conversation_within_the_bound_is_shown_whole() {
        user("12345");
        agent("12345");
        user("12345");

        assertThat(shown(15)).isEqualTo(items);
    }

    @Test
    void of_a_longer_one_the_latest_is_shown_from_a_message_of_the_user_on() {
        user("first");
        agent("12345");
        user("second");
        agent("12345");
        user("third");

        assertThat(shown(16)).isEqualTo(items.subList(2, 5));
        assertThat(shown(15)).isEqualTo(items.subList(4, 5));
    }

    @Test
    void the_last_exchange_is_shown_however_long_it_is() {
        user("first");
        agent("answer");
        user("a long question");
        agentCalls("tool", "a long result");

        assertThat(shown(1)).isEqualTo(items.subList(2, 5));
    }

    @Test
    void a_result_is_never_shown_without_its_call() {
        user("first");
        agentCalls("tool", "result");
        agent("answer");
        user("next");

        for (int bound = 1; bound < 40; bound++) {
            assertThat(shown(bound).getFirst()).isIn(items.getFirst(), items.getLast());
        }
    }
}
