package dev.perdure.llm.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.json.JsonText;
import dev.perdure.llm.rig.Line;
import dev.perdure.llm.rig.Outcome;
import dev.perdure.model.Origin;
import org.junit.jupiter.api.Test;

/** What some servers of this wire want back with the calls they asked for. */
class KeptPartsTest {

    private static final Origin ORIGIN = new Origin("chat_completions", "local", "m");

    @Test
    void reasoning_that_led_to_calls_is_kept_before_them() {
        Outcome heard =
                hear(
                        Say.delta("{\"reasoning_content\":\"Let me \"}"),
                        Say.delta("{\"reasoning_content\":\"see.\"}"),
                        Say.calls(call("")));

        assertThat(heard.chunks())
                .containsSubsequence(
                        new ModelChunk.OpaquePart(
                                ORIGIN, new JsonText("{\"reasoning_content\":\"Let me see.\"}")),
                        heard.pieces(ModelChunk.ToolCallReady.class).getFirst());
    }

    @Test
    void what_comes_with_a_call_is_kept_before_it() {
        Outcome heard =
                hear(
                        Say.calls(
                                call(
                                        ",\"extra_content\":{\"google\":{\"thought_signature\":\"s\"}}")));

        assertThat(heard.chunks())
                .containsSubsequence(
                        new ModelChunk.OpaquePart(
                                ORIGIN,
                                new JsonText(
                                        "{\"extra_content\":{\"google\":{\"thought_signature\":\"s\"}}}")),
                        heard.pieces(ModelChunk.ToolCallReady.class).getFirst());
    }

    @Test
    void reasoning_under_another_name_or_without_calls_is_not_kept() {
        assertThat(
                        hear(Say.delta("{\"reasoning\":\"Hm.\"}"), Say.calls(call("")))
                                .pieces(ModelChunk.OpaquePart.class))
                .isEmpty();
        assertThat(
                        hear(Say.delta("{\"reasoning_content\":\"Hm.\"}"), Say.text("Hello"))
                                .pieces(ModelChunk.OpaquePart.class))
                .isEmpty();
    }

    private static Outcome hear(String... events) {
        try (Line line = ChatLine.toEvents(String.join("", events), Say.finish("stop"), Say.DONE)) {
            return line.hear();
        }
    }

    private static String call(String more) {
        return "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"now\",\"arguments\":\"{}\"}"
                + more
                + "}";
    }
}
