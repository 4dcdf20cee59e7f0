package dev.perdure.contract.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.json.JsonText;
import dev.perdure.model.FailureKind;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.NextMove;
import dev.perdure.model.Origin;
import dev.perdure.model.Usage;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import org.junit.jupiter.api.Test;

class ChunkGrammarTest {

    private static final ModelChunk STARTED = new ModelChunk.Started("a model");
    private static final ModelChunk TEXT = new ModelChunk.TextDelta("text");
    private static final ModelChunk THINKING = new ModelChunk.ThinkingDelta("hm");
    private static final ModelChunk USAGE = new ModelChunk.UsageReported(Usage.NONE);
    private static final ModelChunk FINISHED = new ModelChunk.Finished(FinishReason.STOP);
    private static final ModelChunk FAILED =
            new ModelChunk.Failed(
                    new ModelFailure(FailureKind.TRANSPORT, new NextMove.BackOff(), "Broken."));

    @Test
    void whole_answers_fit() {
        assertFits(STARTED, FINISHED);
        assertFits(STARTED, THINKING, TEXT, TEXT, USAGE, FINISHED);
        assertFits(
                STARTED, call("1"), piece("1"), ready("1"), TEXT, call("2"), ready("2"), FINISHED);
    }

    @Test
    void opaque_parts_stand_anywhere_in_the_answer() {
        ModelChunk opaque =
                new ModelChunk.OpaquePart(new Origin("wire", "a", "m"), new JsonText("{}"));

        assertFits(STARTED, opaque, FINISHED);
        assertFits(STARTED, THINKING, opaque, call("1"), opaque, ready("1"), opaque, FINISHED);
        assertBreaks(opaque);
        assertBreaks(STARTED, USAGE, opaque);
    }

    @Test
    void calls_may_interleave() {
        assertFits(
                STARTED,
                call("1"),
                call("2"),
                piece("2"),
                piece("1"),
                ready("2"),
                piece("1"),
                ready("1"),
                USAGE,
                FINISHED);
    }

    @Test
    void a_stream_may_fail_at_any_place() {
        assertFits(FAILED);
        assertFits(STARTED, FAILED);
        assertFits(STARTED, TEXT, call("1"), piece("1"), FAILED);
        assertFits(STARTED, USAGE, FAILED);
        assertBreaks(STARTED, FAILED, USAGE);
    }

    @Test
    void an_answer_starts_once_and_first() {
        assertBreaks(TEXT);
        assertBreaks(USAGE);
        assertBreaks(FINISHED);
        assertBreaks(call("1"));
        assertBreaks(STARTED, STARTED);
    }

    @Test
    void every_call_is_started_once_and_ready_before_the_end() {
        assertBreaks(STARTED, piece("1"));
        assertBreaks(STARTED, ready("1"));
        assertBreaks(STARTED, call("1"), call("1"));
        assertBreaks(STARTED, call("1"), ready("1"), call("1"));
        assertBreaks(STARTED, call("1"), ready("1"), ready("1"));
        assertBreaks(STARTED, call("1"), ready("1"), piece("1"));
        assertBreaks(STARTED, call("1"), ready("2"));
        assertBreaks(STARTED, call("1"), FINISHED);
    }

    @Test
    void a_call_keeps_its_name() {
        ToolCall other = new ToolCall(new ToolCallId("1"), "other", new JsonText("{}"));

        assertBreaks(STARTED, call("1"), new ModelChunk.ToolCallReady(other));
    }

    @Test
    void only_the_finish_follows_the_usage() {
        assertBreaks(STARTED, USAGE, TEXT);
        assertBreaks(STARTED, USAGE, USAGE);
        assertBreaks(STARTED, USAGE, call("1"));
    }

    @Test
    void nothing_follows_the_end() {
        assertBreaks(STARTED, FINISHED, TEXT);
        assertBreaks(STARTED, FINISHED, FINISHED);
        assertBreaks(STARTED, FINISHED, FAILED);
        assertBreaks(FAILED, STARTED);
        assertBreaks(FAILED, FAILED);
    }

    private static void assertFits(ModelChunk... chunks) {
        ChunkGrammar grammar = new ChunkGrammar();
        for (ModelChunk chunk : chunks) {
            assertThat(grammar.hasEnded()).isFalse();
            assertThatCode(() -> grammar.accept(chunk)).doesNotThrowAnyException();
        }
        assertThat(grammar.hasEnded()).isTrue();
    }

    /** That everything fits but the last chunk. */
    private static void assertBreaks(ModelChunk... chunks) {
        ChunkGrammar grammar = new ChunkGrammar();
        for (int i = 0; i < chunks.length - 1; i++) {
            grammar.accept(chunks[i]);
        }
        ModelChunk last = chunks[chunks.length - 1];
        assertThatThrownBy(() -> grammar.accept(last)).isInstanceOf(AssertionError.class);
    }

    private static ModelChunk call(String id) {
        return new ModelChunk.ToolCallStarted(new ToolCallId(id), "a_tool");
    }

    private static ModelChunk piece(String id) {
        return new ModelChunk.ToolArgumentsDelta(new ToolCallId(id), "{}");
    }

    private static ModelChunk ready(String id) {
        return new ModelChunk.ToolCallReady(
                new ToolCall(new ToolCallId(id), "a_tool", new JsonText("{}")));
    }
}
