package dev.perdure.engine.file.pattern;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.perdure.file.FilePath;
import dev.perdure.refusal.Refusal;
import io.vavr.control.Either;

/**
 * What paths may be like: {@code *} stands for any characters but a slash, {@code **} for any at
 * all, {@code ?} for one but a slash, {@code {a,b}} for one of several. A glob without a slash is
 * about the name alone, in whichever directory. Thread-safe.
 */
public final class PathGlob {

    public static final int CHARACTERS_MAX = 1_000;

    private final Pattern pattern;
    private final boolean byName;

    private PathGlob(Pattern pattern, boolean byName) {
        this.pattern = pattern;
        this.byName = byName;
    }

    /** Reads a glob. */
    public static Either<Refusal, PathGlob> parse(String glob) {
        if (glob.isEmpty() || glob.length() > CHARACTERS_MAX) {
            return refused("A glob has 1 to " + CHARACTERS_MAX + " characters.");
        }
        boolean byName = glob.indexOf('/') < 0;
        String whole = byName || glob.startsWith("/") ? glob : "/" + glob;
        try {
            return Either.right(new PathGlob(Pattern.compile(expression(whole)), byName));
        } catch (PatternSyntaxException wrong) {
            return refused("The glob cannot be read: braces come in pairs and not in each other.");
        }
    }

    public boolean matches(FilePath path) {
        return pattern.matches(byName ? path.name() : path.text());
    }

    private static Either<Refusal, PathGlob> refused(String sentence) {
        return Either.left(new Refusal.Invalid("glob", sentence));
    }

    private static String expression(String glob) {
        StringBuilder expression = new StringBuilder();
        boolean inBraces = false;
        for (int at = 0; at < glob.length(); at++) {
            char c = glob.charAt(at);
            switch (c) {
                case '*' -> {
                    boolean deep = at + 1 < glob.length() && glob.charAt(at + 1) == '*';
                    boolean directories =
                            deep && at + 2 < glob.length() && glob.charAt(at + 2) == '/';
                    expression.append(directories ? "(?:.*/)?" : deep ? ".*" : "[^/]*");
                    at += directories ? 2 : deep ? 1 : 0;
                }
                case '?' -> expression.append("[^/]");
                case '{' -> {
                    if (inBraces) {
                        throw new PatternSyntaxException("braces in braces", glob);
                    }
                    expression.append("(?:");
                    inBraces = true;
                }
                case '}' -> {
                    expression.append(")");
                    inBraces = false;
                }
                case ',' -> expression.append(inBraces ? "|" : ",");
                default -> expression.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return expression.toString();
    }
}
