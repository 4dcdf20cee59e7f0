package dev.perdure.llm.simulated;

import dev.perdure.engine.model.ModelRequest;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.message.ContentPart;
import dev.perdure.message.InputPart;
import dev.perdure.model.Usage;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolDefinition;

/** The usage a simulated model reports: four characters count as a token, images as none. */
final class Tokens {

    private static final int CHARACTERS_PER_TOKEN = 4;

    private Tokens() {}

    static Usage estimated(ModelRequest request, Answer answer) {
        long prompt = request.instructions().length();
        for (TranscriptItem item : request.transcript()) {
            prompt += characters(item);
        }
        for (ToolDefinition tool : request.tools()) {
            prompt +=
                    tool.name().length()
                            + tool.description().length()
                            + tool.parameters().toJson().length();
        }
        long generated = (long) answer.thinking().length() + answer.text().length();
        for (ToolCall call : answer.calls()) {
            generated += characters(call);
        }
        return new Usage(tokens(prompt), tokens(generated), 0, 0);
    }

    private static long tokens(long characters) {
        return Math.ceilDiv(characters, CHARACTERS_PER_TOKEN);
    }

    private static long characters(TranscriptItem item) {
        return switch (item) {
            case TranscriptItem.Said said ->
                    said.message().content().stream().mapToLong(Tokens::characters).sum();
            case TranscriptItem.Answered answered ->
                    (long) answered.result().output().length() + answered.result().error().length();
        };
    }

    private static long characters(ContentPart part) {
        return switch (part) {
            case InputPart.Text text -> text.text().length();
            case ContentPart.Thinking thinking -> thinking.text().length();
            case ContentPart.ToolUse use -> characters(use.call());
            case ContentPart.Opaque ignored -> 0;
            case InputPart.ImageUrl ignored -> 0;
            case InputPart.ImageData ignored -> 0;
            case InputPart.ImageFile ignored -> 0;
        };
    }

    private static long characters(ToolCall call) {
        return (long) call.name().length() + call.arguments().text().length();
    }
}
