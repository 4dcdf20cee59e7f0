package dev.perdure.tools.instructions;

import io.vavr.control.Either;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The YAML between two lines of dashes at the beginning of a text, of which the plain members of
 * the uppermost mapping are kept. Nothing is made of it but texts: it is read as a stream of
 * events, so that aliases are not followed, tags mean nothing, and depth costs nothing.
 *
 * @param body what stands behind it
 */
record FrontMatter(Map<String, String> members, String body) {

    /** From the first line of dashes to the second; names and a description are far shorter. */
    static final int CHARACTERS_MAX = 8 * 1_024;

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setCodePointLimit(CHARACTERS_MAX).setUseMarks(false).build();

    private static final String DASHES = "---";

    FrontMatter {
        members = Map.copyOf(members);
    }

    /** Of a text with lines in whichever form, or what is wrong with it, in a sentence. */
    static Either<String, FrontMatter> of(String text) {
        String unix = text.replace("\r\n", "\n");
        String start = unix.startsWith("\uFEFF") ? unix.substring(1) : unix;
        if (!start.startsWith(DASHES + "\n")) {
            return Either.left("It does not begin with a line of three dashes.");
        }
        int end = end(start);
        if (end < 0 || end > CHARACTERS_MAX) {
            return Either.left(
                    "No second line of three dashes follows within "
                            + CHARACTERS_MAX
                            + " characters.");
        }
        String yaml = start.substring(DASHES.length() + 1, end);
        int behind = start.indexOf('\n', end);
        String body = behind < 0 ? "" : start.substring(behind + 1);
        try {
            Members members = new Members();
            new Parse(SETTINGS).parseString(yaml).forEach(members::take);
            return members.trouble == null
                    ? Either.right(new FrontMatter(members.found, body))
                    : Either.left(members.trouble);
        } catch (YamlEngineException unreadable) {
            return Either.left("What stands between the lines of dashes is not YAML.");
        }
    }

    Optional<String> member(String name) {
        return Optional.ofNullable(members.get(name)).map(String::strip).filter(v -> !v.isEmpty());
    }

    /** Where the second line of dashes begins; -1 where there is none. */
    private static int end(String text) {
        int from = DASHES.length();
        while (true) {
            int at = text.indexOf("\n" + DASHES, from);
            if (at < 0) {
                return -1;
            }
            int behind = at + 1 + DASHES.length();
            if (behind == text.length() || text.charAt(behind) == '\n') {
                return at + 1;
            }
            from = behind;
        }
    }

    /** Collects the plain members of the uppermost mapping, event by event. */
    private static final class Members {

        private final Map<String, String> found = new HashMap<>();
        private @Nullable String trouble;
        private @Nullable String key;
        private int depth;

        private void take(Event event) {
            switch (event.getEventId()) {
                case MappingStart -> depth++;
                case SequenceStart -> {
                    if (depth == 0) {
                        trouble = "What stands between the lines of dashes is a list.";
                    }
                    depth++;
                }
                case MappingEnd, SequenceEnd -> {
                    depth--;
                    passOver();
                }
                case Alias -> passOver();
                case Scalar -> scalar((ScalarEvent) event);
                case StreamStart, StreamEnd, DocumentStart, DocumentEnd, Comment -> {}
            }
        }

        private void scalar(ScalarEvent event) {
            if (depth == 0) {
                trouble = "What stands between the lines of dashes is no list of members.";
            }
            if (depth != 1) {
                return;
            }
            String name = key;
            key = name == null ? event.getValue() : null;
            if (name != null
                    && !name.isEmpty()
                    && found.putIfAbsent(name, event.getValue()) != null) {
                trouble = "It has two members of the same name.";
            }
        }

        /** What is not plain takes the place of a name or of a value, and is not kept. */
        private void passOver() {
            if (depth == 1) {
                key = key == null ? "" : null;
            }
        }
    }
}
