package dev.perdure.contract.crash;

import dev.perdure.engine.model.ModelRequest;
import dev.perdure.loop.Digest;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.model.FailureKind;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.NextMove;
import java.time.Duration;
import java.util.List;

/**
 * What a message wants of the model, by its words.
 *
 * @param text the last thing that was said
 * @param rounds how often the model has called tools since
 * @param falters whether it is the model that does
 * @param shown of the conversation
 */
record Wish(String text, int rounds, boolean falters, int shown) {

    private static final int PIECES = 25;
    private static final String NOTES = "Noted.";

    static Wish of(ModelRequest request) {
        String text = "nothing";
        int rounds = 0;
        for (TranscriptItem item : request.transcript()) {
            if (item instanceof TranscriptItem.Said said) {
                boolean calls = !said.message().toolCalls().isEmpty();
                boolean user = !calls && !said.message().text().startsWith("You said: ");
                text = user ? said.message().text() : text;
                rounds = calls ? rounds + 1 : 0;
            }
        }
        if (request.instructions().equals(Digest.INSTRUCTIONS)) {
            text = NOTES;
        }
        return new Wish(
                text,
                rounds,
                request.model().equals(PlayedModel.NAME),
                request.transcript().size());
    }

    /**
     * What the model says to that.
     *
     * @param first whether it was not asked for trouble before
     */
    Script script(boolean first) {
        List<String> words = List.of(text.split("[ ,]", -1));
        return switch (words.getFirst()) {
            case "call" -> rounds == 0 ? calls(words.subList(1, words.size())) : echo();
            case "delegate" -> rounds == 0 ? delegates() : echo();
            case "falter" -> {
                if (rounds == 0) {
                    yield calls(words.subList(1, words.size()));
                }
                yield falters
                        ? Script.started()
                                .text("Hm")
                                .fail(failure(List.of("fail", "OVERLOADED", "other")))
                        : echo();
            }
            case "condense" ->
                    shown > 2
                            ? Script.silent()
                                    .fail(failure(List.of("fail", "CONTEXT_TOO_LONG", "shrink")))
                            : echo();
            case "overflow" ->
                    shown > 1
                            ? Script.silent()
                                    .fail(failure(List.of("fail", "CONTEXT_TOO_LONG", "shrink")))
                            : echo();
            case "chain" ->
                    rounds + 1 < words.size() ? calls(List.of(words.get(rounds + 1))) : echo();
            case "loop" -> calls(List.of("look"));
            case "ponder" ->
                    rounds == 0
                            ? Script.started()
                                    .think("Let me ")
                                    .think("see")
                                    .call("call_look", "look")
                                    .finish(FinishReason.TOOL_CALLS)
                            : echo();
            case "think" -> Script.started().think("Well, ").think("well").text("Yes").stop();
            case "tell" -> longAnswer();
            case "cut" -> Script.started().text("You said: ").finish(FinishReason.LENGTH);
            case "flood" -> Script.started().text("bla ".repeat(100)).stop();
            case "talk" -> Script.started().text("bla").text("bla");
            case "mute" -> Script.started();
            case "hesitate" -> first ? Script.silent() : echo();
            case "stumble" -> first ? Script.started().text("bla") : echo();
            case "fail" -> first ? Script.started().text("Hm").fail(failure(words)) : echo();
            case "refuse" -> first ? Script.silent().fail(failure(words)) : echo();
            case "always" -> Script.silent().fail(failure(words));
            default -> echo();
        };
    }

    private Script echo() {
        return Script.answer("You ", "said: ", text);
    }

    /** For example {@code delegate call pay; tell}, to two of them. */
    private Script delegates() {
        Script script = Script.started();
        for (String task : text.substring("delegate ".length()).split("; ", -1)) {
            script.delegate("call_" + task, task);
        }
        return script.finish(FinishReason.TOOL_CALLS);
    }

    private static Script longAnswer() {
        Script script = Script.started().text("You said: ");
        for (int piece = 0; piece < PIECES; piece++) {
            script.text("word " + piece + " ");
        }
        return script.stop();
    }

    private Script calls(List<String> tools) {
        Script script = Script.started();
        tools.forEach(tool -> script.call("call_" + tool + (rounds == 0 ? "" : rounds), tool));
        return script.finish(FinishReason.TOOL_CALLS);
    }

    /** For example {@code fail RATE_LIMITED after 20}. */
    private static ModelFailure failure(List<String> words) {
        NextMove move =
                switch (words.get(2)) {
                    case "now" -> new NextMove.RetryNow();
                    case "after" ->
                            new NextMove.RetryAfter(
                                    Duration.ofMillis(Long.parseLong(words.get(3))));
                    case "other" -> new NextMove.UseOtherModel();
                    case "shrink" -> new NextMove.Shrink();
                    case "never" -> new NextMove.GiveUp();
                    default -> throw new IllegalArgumentException("no such move: " + words);
                };
        return new ModelFailure(FailureKind.valueOf(words.get(1)), move, "As was asked for.");
    }
}
