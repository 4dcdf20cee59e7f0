package dev.perdure.file;

import dev.perdure.refusal.Refusal;
import io.vavr.control.Either;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The place of a file in its workspace: absolute, in Unicode form NFC, without {@code .} and {@code
 * ..}, so that two paths are one place exactly when they are equal. Ordered as their bytes in
 * UTF-8.
 */
public record FilePath(String text) implements Comparable<FilePath> {

    /** What holds everything; never a file. */
    public static final FilePath ROOT = new FilePath("/");

    /** In UTF-8, of a whole path. An index of a database holds it. */
    public static final int PATH_BYTES_MAX = 1_024;

    /** In UTF-8, of a name between two slashes, as usual file systems have it. */
    public static final int NAME_BYTES_MAX = 255;

    private static final String SEPARATOR = "/";

    public FilePath {
        String trouble = trouble(text);
        if (!trouble.isEmpty()) {
            throw new IllegalArgumentException(trouble);
        }
    }

    /**
     * Reads a path as people and models write it: the slash in front may be missing, one at the end
     * is passed over, and any Unicode form is accepted. Nothing is decoded.
     */
    public static Either<Refusal, FilePath> parse(String written) {
        if (written.isEmpty()) {
            return refused("A path is not empty.");
        }
        if (written.length() > PATH_BYTES_MAX) {
            return refused(tooLong());
        }
        String composed = Normalizer.normalize(written, Normalizer.Form.NFC);
        String absolute = composed.startsWith(SEPARATOR) ? composed : SEPARATOR + composed;
        String plain =
                absolute.length() > 1 && absolute.endsWith(SEPARATOR) && !absolute.endsWith("//")
                        ? absolute.substring(0, absolute.length() - 1)
                        : absolute;
        String trouble = trouble(plain);
        return trouble.isEmpty() ? Either.right(new FilePath(plain)) : refused(trouble);
    }

    public boolean isRoot() {
        return text.equals(SEPARATOR);
    }

    /** What stands after the last slash; empty for the root. */
    public String name() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    /** The directory it is in; the root is in itself. */
    public FilePath parent() {
        int last = text.lastIndexOf('/');
        return last == 0 ? ROOT : new FilePath(text.substring(0, last));
    }

    /** The directories it is in, from the uppermost on, without the root. */
    public List<FilePath> ancestors() {
        List<FilePath> ancestors = new ArrayList<>();
        for (int slash = text.indexOf('/', 1); slash > 0; slash = text.indexOf('/', slash + 1)) {
            ancestors.add(new FilePath(text.substring(0, slash)));
        }
        return List.copyOf(ancestors);
    }

    /** Whether it is in the directory, or in one of those in it. */
    public boolean isBelow(FilePath directory) {
        return directory.isRoot() ? !isRoot() : text.startsWith(directory.text + SEPARATOR);
    }

    /** How it is called from a directory above it, without a slash in front. */
    public String within(FilePath directory) {
        if (!isBelow(directory)) {
            throw new IllegalArgumentException(text + " is not below " + directory.text);
        }
        return text.substring(directory.isRoot() ? 1 : directory.text.length() + 1);
    }

    @Override
    public int compareTo(FilePath other) {
        int[] these = text.codePoints().toArray();
        int[] those = other.text.codePoints().toArray();
        return Arrays.compare(these, those);
    }

    @Override
    public String toString() {
        return text;
    }

    private static Either<Refusal, FilePath> refused(String trouble) {
        return Either.left(new Refusal.Invalid("path", trouble));
    }

    private static String tooLong() {
        return "A path is at most " + PATH_BYTES_MAX + " bytes long.";
    }

    private static String trouble(String text) {
        if (text.equals(SEPARATOR)) {
            return "";
        }
        if (!text.startsWith(SEPARATOR)) {
            return "A path begins with a slash.";
        }
        if (!text.codePoints().allMatch(FilePath::isFine)) {
            return "A path holds no control characters, no line breaks, no backslashes and no halves of"
                    + " characters.";
        }
        if (bytes(text) > PATH_BYTES_MAX) {
            return tooLong();
        }
        if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
            return "A path is in Unicode form NFC.";
        }
        for (String name : text.substring(1).split(SEPARATOR, -1)) {
            String trouble = nameTrouble(name);
            if (!trouble.isEmpty()) {
                return trouble;
            }
        }
        return "";
    }

    private static String nameTrouble(String name) {
        if (name.isEmpty()) {
            return "A path has no two slashes in a row.";
        }
        if (name.equals(".") || name.equals("..")) {
            return "A path has no parts called . or ..; write where it leads.";
        }
        return bytes(name) > NAME_BYTES_MAX
                ? "Each name in a path is at most " + NAME_BYTES_MAX + " bytes long."
                : "";
    }

    private static boolean isFine(int character) {
        int type = Character.getType(character);
        return character != '\\'
                && type != Character.CONTROL
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
