package dev.perdure.architecture.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page in Markdown: its lines outside of code blocks, its headings, links and code spans. */
public record Page(Path file, List<String> lines) {

    private static final Set<String> NOT_OURS = Set.of(".git", "data", "node_modules", "target");
    private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^\\]]*\\]\\(([^)\\s]+)[^)]*\\)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*)");

    public static Page read(Path file) {
        try {
            return new Page(file, withoutCodeBlocks(Files.readAllLines(file)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Every page below a folder, those of builds and of other projects left out. */
    public static List<Page> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".md"))
                    .filter(file -> isOurs(folder.relativize(file)))
                    .sorted()
                    .map(Page::read)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Targets of links, in order. */
    public List<String> links() {
        return lines.stream().flatMap(line -> linksIn(line).stream()).toList();
    }

    public static List<String> linksIn(String line) {
        return LINK.matcher(CODE.matcher(line).replaceAll(""))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** What stands between back quotes, in order. */
    public List<String> codeSpans() {
        return lines.stream().flatMap(line -> codeIn(line).stream()).toList();
    }

    static List<String> codeIn(String line) {
        return CODE.matcher(line).results().map(found -> found.group(1)).toList();
    }

    List<String> headings() {
        return lines.stream()
                .map(HEADING::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1).strip())
                .toList();
    }

    /** The fragments that lead to the headings, as hosts of repositories make them. */
    Set<String> anchors() {
        return headings().stream().map(Page::anchor).collect(Collectors.toSet());
    }

    static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\s_-]", "")
                .replaceAll("\\s", "-");
    }

    private static boolean isOurs(Path file) {
        for (Path part : file) {
            if (NOT_OURS.contains(part.toString())) {
                return false;
            }
        }
        return true;
    }

    private static List<String> withoutCodeBlocks(List<String> all) {
        List<String> prose = new ArrayList<>();
        boolean code = false;
        for (String line : all) {
            if (line.strip().startsWith("```")) {
                code = !code;
            } else if (!code) {
                prose.add(line);
            }
        }
        return List.copyOf(prose);
    }
}
