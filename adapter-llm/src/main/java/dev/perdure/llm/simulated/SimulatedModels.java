package dev.perdure.llm.simulated;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.ModelRef;
import dev.perdure.model.NextMove;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * The models that answer by themselves. Output is a function of the model's name, the transcript,
 * the tools on offer and the settings; nothing is remembered between calls but how often a scripted
 * fault was served.
 *
 * <p>{@code simulated} answers at a readable pace within a second, {@code simulated-fast} without
 * any wait, {@code simulated-slow} at 20 words a second for 20 seconds. Offered tools that the last
 * user message names, or all of them when it asks for tools, are called in parallel, and the next
 * answer sums up their results.
 *
 * <p>The member {@code simulated} of the request's settings prescribes otherwise:
 *
 * <pre>
 * {"first_delta_ms": 0, "delta_ms": 0, "jitter_ms": 0, "words": 12, "context_window": 4000,
 *  "stall": {"after_pieces": 3, "ms": 60000},
 *  "script": [{"thinking": "", "text": "", "finish": "stop",
 *              "tool_calls": [{"name": "add", "arguments": {"a": 2, "b": 3}}],
 *              "usage": {"input_tokens": 1, "output_tokens": 1,
 *                        "cache_read_tokens": 0, "cache_creation_tokens": 0},
 *              "error": {"kind": "rate_limited", "next_move": "retry_after", "retry_after_ms": 50,
 *                        "after_words": 0, "times": 1}}],
 *  "on_exhausted": "repeat_last"}
 * </pre>
 *
 * Every member is optional. The step of a script is the number of agent messages in the transcript,
 * so a script runs on through the turns of a session, and a call that is repeated after a failure
 * or a crash gets the same step again. Past its end a script repeats its last step, or, with {@code
 * on_exhausted} {@code loop}, starts over, or, with {@code error}, fails. An {@code error} fails
 * the calls of its step, the first {@code times} of them or all, after streaming {@code
 * after_words} words of it; those calls are counted per process. A step may have a pace of its own:
 * the members of the settings that say how fast an answer streams. A {@code stall} is a silence
 * after so many words or calls; one that is longer than the caller waits ends the call as a
 * provider that falls silent does. {@code words} is the length of answers that are not scripted,
 * and a conversation of more than {@code context_window} tokens is refused. Asked for notes on a
 * conversation, a simulated model answers the beginnings of its first lines, whatever it is told.
 *
 * <p>Malformed settings fail the call as an invalid request, with a sentence that names the member.
 * Usage is estimated at four characters a token; no share of it is ever cached.
 */
public final class SimulatedModels implements ModelClient {

    private final FaultLedger faults = new FaultLedger();

    private SimulatedModels() {}

    public static SimulatedModels create() {
        return new SimulatedModels();
    }

    @Override
    public boolean serves(ModelRef model) {
        return Profile.of(model).isPresent();
    }

    @Override
    public List<ModelRef> models() {
        return Profile.ALL.stream().map(Profile::model).toList();
    }

    @Override
    public boolean isFree(ModelRef model) {
        return true;
    }

    @Override
    public ModelStream open(ModelRequest request) {
        return new SimulatedStream(chunks(request));
    }

    /** Everything the call is going to yield, and when; made up as it is read. */
    Iterator<TimedChunk> chunks(ModelRequest request) {
        return Profile.of(request.model())
                .map(profile -> chunks(profile, request))
                .orElseGet(() ->
                        failure(
                                FailureKind.NOT_FOUND,
                                "There is no simulated model " + request.model().name() + "."));
    }

    private Iterator<TimedChunk> chunks(Profile profile, ModelRequest request) {
        try {
            Settings settings = Settings.of(request.settings(), profile);
            if (settings.contextWindow() > 0 && request.tokens() > settings.contextWindow()) {
                return failure(
                        new ModelFailure(
                                FailureKind.CONTEXT_TOO_LONG,
                                new NextMove.Shrink(),
                                "The conversation is longer than the window of "
                                        + settings.contextWindow()
                                        + " tokens."));
            }
            return new AnswerChunks(
                    request, settings.pace(), new Answers(faults).to(request, profile, settings));
        } catch (MalformedSettings malformed) {
            return failure(FailureKind.INVALID_REQUEST, malformed.sentence());
        }
    }

    private static Iterator<TimedChunk> failure(FailureKind kind, String sentence) {
        return failure(new ModelFailure(kind, new NextMove.GiveUp(), sentence));
    }

    private static Iterator<TimedChunk> failure(ModelFailure failure) {
        return Collections.singleton(TimedChunk.now(new ModelChunk.Failed(failure))).iterator();
    }
}
