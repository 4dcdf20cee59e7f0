package dev.perdure.llm.simulated;

import dev.perdure.engine.model.ModelRequest;
import dev.perdure.loop.Digest;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.tool.ToolDefinition;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The sentences of a simulated model; never more than {@link #WORDS_MAX} words unless asked for.
 */
final class Prose {

    static final int WORDS_MAX = 50;

    private static final int QUOTED_WORDS_MAX = 10;
    private static final int QUOTED_CHARACTERS_MAX = 80;
    private static final int RESULT_CHARACTERS_MAX = 120;
    private static final String CUT = "…";

    private static final List<String> OPENINGS =
            List.of(
                    "You wrote “%s”, and I am glad to help.",
                    "Thank you for “%s”; let us look at it.", "To “%s” I can say this much.");
    private static final List<String> MIDDLES =
            List.of(
                    "I am a simulated model, so no provider was asked, and the same conversation"
                            + " always gets the same answer.",
                    "Nobody was asked for this answer: it is made of your words alone, and it will"
                            + " be the same next time.");
    private static final String WITHOUT_TEXT = "Your message holds no text that I could take up.";
    private static final String WITH_TOOLS = "Name one of my tools and I will call it.";
    private static final String WITHOUT_TOOLS =
            "With a provider configured, a real model answers here.";

    private static final int NOTES_LINES_MAX = 8;
    private static final int NOTES_CHARACTERS_MAX = 60;

    private Prose() {}

    /** The beginnings of the first lines of a document, so that what was noted once stays noted. */
    static String notes(String asked) {
        return asked.lines()
                .takeWhile(line -> !line.equals(Digest.END))
                .map(line -> line.startsWith("| ") ? line.substring(2) : line)
                .filter(line -> !line.isBlank() && !line.startsWith("["))
                .limit(NOTES_LINES_MAX)
                .map(line -> line.substring(0, line.offsetByCodePoints(0, codePoints(line))))
                .collect(Collectors.joining("\n"));
    }

    private static int codePoints(String line) {
        return Math.min(NOTES_CHARACTERS_MAX, line.codePointCount(0, line.length()));
    }

    static String reply(ModelRequest request, Conversation conversation) {
        String question = conversation.question();
        int variant = (request.model().name() + '\n' + question).hashCode();
        String opening =
                question.isBlank()
                        ? WITHOUT_TEXT
                        : chosen(OPENINGS, variant).replace("%s", quoted(question));
        String closing = request.tools().isEmpty() ? WITHOUT_TOOLS : WITH_TOOLS;
        return opening + ' ' + chosen(MIDDLES, variant / OPENINGS.size()) + ' ' + closing;
    }

    static String announcement(List<ToolDefinition> tools) {
        return "I will call "
                + tools.stream().map(ToolDefinition::name).collect(Collectors.joining(", "))
                + " and then tell you what came back.";
    }

    static String summary(List<TranscriptItem.Answered> results) {
        StringBuilder text = new StringBuilder("Here is what came back.");
        for (TranscriptItem.Answered result : results) {
            text.append(' ').append(result.tool());
            if (result.result().succeeded()) {
                String output = cut(result.result().output(), RESULT_CHARACTERS_MAX);
                text.append(" answered ").append(output).append(output.endsWith(CUT) ? "" : ".");
            } else {
                String status = result.result().status().name().toLowerCase(Locale.ROOT);
                text.append(" ended with ")
                        .append(status)
                        .append(": ")
                        .append(cut(result.result().error(), RESULT_CHARACTERS_MAX));
            }
        }
        return firstWords(text.toString(), WORDS_MAX);
    }

    /** {@code text}, cut off or carried on to a length in words. */
    static String ofLength(String text, int words) {
        StringBuilder longer = new StringBuilder(text);
        int count = wordsOf(text).length;
        for (int part = 2; count < words; part++) {
            String sentence =
                    " Part " + part + ": more words follow, so that there is something to watch.";
            longer.append(sentence);
            count += wordsOf(sentence).length;
        }
        return firstWords(longer.toString(), words);
    }

    /** The beginning of a text, on one line. */
    static String quoted(String text) {
        // What lies beyond cannot be among the first characters; a long text need not be cut up.
        String beginning = text.strip();
        String looked = beginning.substring(0, Math.min(beginning.length(), 1_000));
        String line = firstWords(looked, QUOTED_WORDS_MAX);
        String cut = cut(String.join(" ", wordsOf(line)), QUOTED_CHARACTERS_MAX);
        boolean whole = looked.length() == beginning.length() && line.length() == looked.length();
        return whole || cut.endsWith(CUT) ? cut : cut + CUT;
    }

    private static String firstWords(String text, int words) {
        Words pieces = new Words(text);
        StringBuilder beginning = new StringBuilder();
        for (int i = 0; i < words && pieces.hasNext(); i++) {
            beginning.append(pieces.next());
        }
        return pieces.hasNext() ? beginning.toString().stripTrailing() : text;
    }

    private static String cut(String text, int characters) {
        if (text.codePointCount(0, text.length()) <= characters) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, characters)) + CUT;
    }

    private static String[] wordsOf(String text) {
        return text.strip().split("\\s+");
    }

    private static String chosen(List<String> variants, int variant) {
        return variants.get(Math.floorMod(variant, variants.size()));
    }
}
