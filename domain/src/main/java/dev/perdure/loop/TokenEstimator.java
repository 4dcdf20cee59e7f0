package dev.perdure.loop;

import dev.perdure.message.ContentPart;
import dev.perdure.message.InputPart;
import dev.perdure.model.Usage;
import dev.perdure.tool.ToolDefinition;
import java.util.List;

/**
 * About how many tokens a model reads, told from the bytes of what it is shown: a token is 4 bytes
 * of UTF-8 in prose and code, whichever the language, 2.4 bytes in JSON, and 1.5 in what is coded
 * in base 64. An image counts by the piece, its bytes do not. No estimate needs a tokenizer, which
 * each provider has its own of; what a provider reported corrects the next ones ({@link #ratio}).
 *
 * <p>More to read is never estimated as less, and what is not empty never as nothing.
 */
public final class TokenEstimator {

    /** What a provider adds to a message, or to a tool, for its form. */
    static final long FRAME = 4;

    /** The most that the widely used models count for one image of their largest size. */
    static final long IMAGE = 1_600;

    /** Providers differ; one that reports less than this, or more, counts something else. */
    static final double RATIO_MIN = 0.5;

    static final double RATIO_MAX = 3;

    private static final double TEXT = 1 / 4.0;
    private static final double JSON = 1 / 2.4;
    private static final double CODED = 1 / 1.5;

    /** No word is as long, and few identifiers are; what has no spaces for so long is coded. */
    private static final int CODED_RUN_MIN = 128;

    private TokenEstimator() {}

    /** What one request makes a model read, images and tools included. */
    public static long request(
            String instructions, List<TranscriptItem> transcript, List<ToolDefinition> tools) {
        long sum = instructions.isEmpty() ? 0 : FRAME + text(instructions);
        for (ToolDefinition tool : tools) {
            sum += tool(tool);
        }
        return sum + transcript(transcript);
    }

    public static long transcript(List<TranscriptItem> items) {
        return items.stream().mapToLong(TokenEstimator::item).sum();
    }

    public static long item(TranscriptItem item) {
        return FRAME
                + switch (item) {
                    case TranscriptItem.Said said ->
                            said.message().content().stream().mapToLong(TokenEstimator::part).sum();
                    case TranscriptItem.Answered answered ->
                            result(answered.result().output()) + text(answered.result().error());
                };
    }

    /** Of prose or code. */
    public static long text(String text) {
        return tokens(text, TEXT);
    }

    /** Of a JSON document. */
    public static long json(String json) {
        return tokens(json, JSON);
    }

    /**
     * How many tokens the provider read, which {@code reported}, for each that was {@code
     * estimated}: both of one earlier request. Its last word counts within reason, and none at all
     * where it reported nothing.
     */
    public static double ratio(long estimated, Usage reported) {
        long read = reported.input() + reported.cacheRead() + reported.cacheCreation();
        return read <= 0 || estimated <= 0
                ? 1
                : Math.clamp((double) read / estimated, RATIO_MIN, RATIO_MAX);
    }

    private static long tool(ToolDefinition tool) {
        return FRAME
                + text(tool.name())
                + text(tool.description())
                + json(tool.parameters().toJson());
    }

    private static long part(ContentPart part) {
        return switch (part) {
            case InputPart.Text text -> text(text.text());
            case InputPart.ImageUrl ignored -> IMAGE;
            case InputPart.ImageData ignored -> IMAGE;
            case InputPart.ImageFile image -> FRAME + text(image.imageId());
            case ContentPart.Thinking thinking -> text(thinking.text());
            case ContentPart.Opaque opaque -> text(opaque.data().text());
            case ContentPart.ToolUse use ->
                    FRAME + text(use.call().name()) + json(use.call().arguments().text());
        };
    }

    /** Tools answer in prose and in JSON, and nobody says which. */
    private static long result(String output) {
        int at = 0;
        while (at < output.length() && Character.isWhitespace(output.charAt(at))) {
            at++;
        }
        boolean json =
                at < output.length() && (output.charAt(at) == '{' || output.charAt(at) == '[');
        return json ? json(output) : text(output);
    }

    private static long tokens(String text, double each) {
        long plain = 0;
        long coded = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            plain += bytes(unit);
            run = isCode(unit) ? run + 1 : 0;
            if (run == CODED_RUN_MIN) {
                coded += run;
            } else if (run > CODED_RUN_MIN) {
                coded++;
            }
        }
        return (long) Math.ceil((plain - coded) * each + coded * CODED);
    }

    /** Half of a pair of surrogates has half of its four bytes. */
    private static int bytes(char unit) {
        if (unit < 0x80) {
            return 1;
        }
        return unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
    }

    private static boolean isCode(char unit) {
        return (unit >= 'a' && unit <= 'z')
                || (unit >= 'A' && unit <= 'Z')
                || (unit >= '0' && unit <= '9')
                || unit == '+'
                || unit == '/'
                || unit == '-'
                || unit == '_';
    }
}
