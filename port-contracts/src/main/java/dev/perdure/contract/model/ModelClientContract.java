package dev.perdure.contract.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Background;
import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelChunk.Failed;
import dev.perdure.engine.model.ModelChunk.Finished;
import dev.perdure.engine.model.ModelChunk.TextDelta;
import dev.perdure.engine.model.ModelChunk.ToolArgumentsDelta;
import dev.perdure.engine.model.ModelChunk.ToolCallReady;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.engine.model.ModelTimeouts;
import dev.perdure.model.FailureKind;
import dev.perdure.model.FinishReason;
import dev.perdure.tool.ToolCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a {@link dev.perdure.engine.model.ModelClient} owes. */
public abstract class ModelClientContract {

    private static final int CALLS_AT_ONCE = 4;
    private static final Duration SHORT_SILENCE = Duration.ofMillis(50);

    private ModelFixture fixture;

    /** A fixture of its own for each test. */
    protected abstract ModelFixture newFixture();

    @BeforeEach
    protected void openClient() {
        fixture = newFixture();
    }

    @AfterEach
    protected void closeClient() {
        fixture.close();
    }

    @Test
    void an_answer_in_text_follows_the_grammar() {
        List<ModelChunk> chunks = read(fixture.answered());

        assertThat(text(chunks)).isNotBlank();
        assertThat(chunks.getLast()).isInstanceOf(Finished.class);
    }

    @Test
    void an_answer_with_tool_calls_follows_the_grammar() {
        List<ModelChunk> chunks = read(fixture.callingTools());

        assertThat(calls(chunks)).hasSizeGreaterThanOrEqualTo(2);
        assertThat(chunks.getLast()).isEqualTo(new Finished(FinishReason.TOOL_CALLS));
    }

    @Test
    void pieces_of_arguments_add_up_to_the_arguments() {
        List<ModelChunk> chunks = read(fixture.callingTools());

        List<ToolCall> calls = calls(chunks);
        assertThat(calls).isNotEmpty();
        for (ToolCall call : calls) {
            String pieces = argumentPieces(chunks, call);
            // A provider may send the arguments in one piece, or none at all for an empty object.
            assertThat(pieces.isBlank() ? call.arguments().text() : pieces)
                    .isEqualTo(call.arguments().text());
        }
    }

    @Test
    void a_failure_is_the_last_chunk_and_no_exception() {
        List<ModelChunk> chunks = read(fixture.failing());

        assertThat(chunks.getLast())
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.failure().detail()).isNotBlank());
    }

    @Test
    void silence_that_lasts_too_long_is_a_failure() {
        ModelRequest impatient = withTimeouts(fixture.silent(), SHORT_SILENCE);

        List<ModelChunk> chunks = read(impatient);

        assertThat(chunks.getLast())
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed ->
                                assertThat(failed.failure().kind()).isEqualTo(FailureKind.STALLED));
    }

    @Test
    void cancelling_wakes_the_reader() throws InterruptedException {
        try (ModelStream stream = fixture.client().open(fixture.silent());
                Background<List<ModelChunk>> reader = readerOf(stream)) {
            reader.awaitWaiting(fixture.patience());

            stream.cancel();

            assertInterrupted(reader);
        }
    }

    @Test
    void a_call_that_was_cancelled_before_it_was_read_yields_nothing_more()
            throws InterruptedException {
        try (ModelStream stream = fixture.client().open(fixture.silent())) {
            stream.cancel();
            stream.cancel();

            try (Background<List<ModelChunk>> reader = readerOf(stream)) {
                assertInterrupted(reader);
            }
        }
    }

    @Test
    void closing_wakes_the_reader() throws InterruptedException {
        ModelStream stream = fixture.client().open(fixture.silent());
        try (Background<List<ModelChunk>> reader = readerOf(stream)) {
            reader.awaitWaiting(fixture.patience());

            stream.close();
            stream.close();

            assertInterrupted(reader);
        }
    }

    @Test
    void interrupting_the_reader_wakes_it() throws InterruptedException {
        try (ModelStream stream = fixture.client().open(fixture.silent());
                Background<List<ModelChunk>> reader = readerOf(stream)) {
            reader.awaitWaiting(fixture.patience());

            reader.interrupt();

            assertInterrupted(reader);
        }
    }

    @Test
    void a_call_that_has_ended_can_be_cancelled_and_closed_without_harm()
            throws InterruptedException {
        ModelStream stream = fixture.client().open(fixture.answered());
        try (Background<List<ModelChunk>> reader = readerOf(stream)) {
            assertThat(reader.await(fixture.patience())).isNotEmpty();
        }

        stream.cancel();
        stream.close();
        stream.close();

        assertThat(text(read(fixture.answered()))).isNotBlank();
    }

    @Test
    void cancelling_one_call_leaves_the_others() throws InterruptedException {
        try (ModelStream kept = fixture.client().open(fixture.answered());
                ModelStream cancelled = fixture.client().open(fixture.silent())) {
            cancelled.cancel();

            try (Background<List<ModelChunk>> reader = readerOf(kept)) {
                List<ModelChunk> chunks = reader.await(fixture.patience());
                assertThat(text(chunks)).isNotBlank();
                assertThat(chunks.getLast()).isInstanceOf(Finished.class);
            }
        }
    }

    @Test
    void calls_at_the_same_time_do_not_mix() throws InterruptedException {
        List<Background<List<ModelChunk>>> readers = new ArrayList<>();
        for (int i = 0; i < CALLS_AT_ONCE; i++) {
            readers.add(readerOf(fixture.client().open(fixture.callingTools())));
            readers.add(readerOf(fixture.client().open(fixture.answered())));
        }

        for (int i = 0; i < CALLS_AT_ONCE; i++) {
            List<ModelChunk> calling = readers.get(2 * i).await(fixture.patience());
            List<ModelChunk> answered = readers.get(2 * i + 1).await(fixture.patience());
            assertThat(calls(calling)).hasSizeGreaterThanOrEqualTo(2);
            assertThat(calls(answered)).isEmpty();
            assertThat(text(answered)).isNotBlank();
        }
    }

    @Test
    void a_client_serves_what_it_lists_and_not_everything() {
        assertThat(fixture.client().models())
                .isNotEmpty()
                .allSatisfy(model -> assertThat(fixture.client().serves(model)).isTrue());
        assertThat(fixture.client().serves(fixture.answered().model())).isTrue();
        assertThat(fixture.client().serves(fixture.unserved())).isFalse();
    }

    private List<ModelChunk> read(ModelRequest request) {
        try (Background<List<ModelChunk>> reader =
                Background.start(() -> {
                    try (ModelStream stream = fixture.client().open(request)) {
                        return ChunkGrammar.readToEnd(stream);
                    }
                })) {
            return reader.await(fixture.patience());
        }
    }

    private static Background<List<ModelChunk>> readerOf(ModelStream stream) {
        return Background.start(() -> ChunkGrammar.readToEnd(stream));
    }

    private void assertInterrupted(Background<List<ModelChunk>> reader) {
        assertThat(reader.awaitFailure(fixture.patience()))
                .isInstanceOf(InterruptedException.class);
    }

    private static ModelRequest withTimeouts(ModelRequest request, Duration silence) {
        return new ModelRequest(
                request.model(),
                request.instructions(),
                request.transcript(),
                request.tools(),
                request.settings(),
                new ModelTimeouts(silence, silence));
    }

    private static String text(List<ModelChunk> chunks) {
        StringBuilder text = new StringBuilder();
        for (ModelChunk chunk : chunks) {
            if (chunk instanceof TextDelta delta) {
                text.append(delta.text());
            }
        }
        return text.toString();
    }

    private static String argumentPieces(List<ModelChunk> chunks, ToolCall call) {
        StringBuilder pieces = new StringBuilder();
        for (ModelChunk chunk : chunks) {
            if (chunk instanceof ToolArgumentsDelta delta && delta.id().equals(call.id())) {
                pieces.append(delta.json());
            }
        }
        return pieces.toString();
    }

    private static List<ToolCall> calls(List<ModelChunk> chunks) {
        return chunks.stream()
                .filter(ToolCallReady.class::isInstance)
                .map(chunk -> ((ToolCallReady) chunk).call())
                .toList();
    }
}
