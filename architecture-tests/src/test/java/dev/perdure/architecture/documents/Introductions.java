package dev.perdure.architecture.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Packages whose package-info does not begin with a sentence about what lives there. */
public final class Introductions {

    private static final Pattern COMMENT = Pattern.compile("\\A/\\*\\*(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern SENTENCE =
            Pattern.compile("\\A[\\s*]*[A-Z].{20,}?\\.\\s", Pattern.DOTALL);

    private Introductions() {}

    /** Every package-info among the main sources of the modules in a folder. */
    public static List<Path> in(Path repository) {
        try (Stream<Path> modules = Files.list(repository)) {
            return modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(Introductions::packageInfos)
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static boolean isMissing(Path packageInfo) {
        try {
            Matcher comment = COMMENT.matcher(Files.readString(packageInfo));
            return !comment.find() || !SENTENCE.matcher(comment.group(1)).find();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Stream<Path> packageInfos(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.endsWith("package-info.java")).toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
