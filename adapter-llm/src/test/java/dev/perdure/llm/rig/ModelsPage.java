package dev.perdure.llm.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What docs/models.md says of these tests, held against them. */
public final class ModelsPage {

    private static final Path PAGE = Path.of("..", "docs", "models.md");

    private ModelsPage() {}

    /** The page says which rules the requests of a wire are held to, and in how many cases. */
    public static void hasRules(String wire, int cases, Set<String> rules) {
        assertThat(lines())
                .contains(
                        String.format(
                                Locale.ROOT,
                                "| %s | %,d | %d: %s |",
                                wire,
                                cases,
                                rules.size(),
                                String.join("; ", rules)));
    }

    /** Lines of tables too, as they stand. */
    static List<String> lines() {
        try {
            return Files.readAllLines(PAGE);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
