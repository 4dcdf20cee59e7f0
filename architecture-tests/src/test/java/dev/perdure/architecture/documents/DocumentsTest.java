package dev.perdure.architecture.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks of the written pages can fail. */
class DocumentsTest {

    @TempDir Path folder;

    @Test
    void a_link_to_a_missing_file_is_dead() throws IOException {
        write(
                "a.md",
                "See [there](b.md), [here](#a-title), [out](https://example.org/x).",
                "# A title");
        assertThat(DeadLinks.below(folder)).containsExactly("a.md -> b.md");
    }

    @Test
    void a_link_to_a_missing_heading_is_dead() throws IOException {
        write("a.md", "[one](docs/b.md#what-it-is) [two](docs/b.md#what-it-was)");
        write("docs/b.md", "## What it is?");
        assertThat(DeadLinks.below(folder)).containsExactly("a.md -> docs/b.md#what-it-was");
    }

    @Test
    void links_in_code_and_in_builds_are_no_links() throws IOException {
        write("a.md", "`[no](link.md)`", "```", "[no](link.md)", "```");
        write("target/b.md", "[no](link.md)");
        assertThat(DeadLinks.below(folder)).isEmpty();
    }

    @Test
    void two_decisions_of_one_number_are_refused() throws IOException {
        writeDecision("0001-one-thing.md", "One thing");
        writeDecision("0001-another-thing.md", "Another thing");
        write("README.md", "[1](0001-one-thing.md) [2](0001-another-thing.md)");
        assertThat(Decisions.troubles(folder))
                .containsExactly("0001-one-thing.md has the number of 0001-another-thing.md");
    }

    @Test
    void a_decision_that_is_missing_unlisted_or_misnamed_is_refused() throws IOException {
        writeDecision("0001-one-thing.md", "One thing");
        writeDecision("0003-third-thing.md", "Some thing");
        write("notes.md", "# Notes");
        write("README.md", "[1](0001-one-thing.md)");
        assertThat(Decisions.troubles(folder))
                .containsExactly(
                        "0003-third-thing.md leaves a number out",
                        "0003-third-thing.md is not listed once in README.md",
                        "0003-third-thing.md has another title than its name claims",
                        "notes.md is not called NNNN-a-claim.md");
    }

    @Test
    void a_decision_without_a_decision_is_refused() throws IOException {
        write(
                "0001-one-thing.md",
                "# One thing",
                "## Context",
                "## Decision",
                "Perhaps.",
                "## Consequences",
                "## May be revisited when");
        write("0002-no-sections.md", "# No sections");
        write("README.md", "[1](0001-one-thing.md) [2](0002-no-sections.md)");
        assertThat(Decisions.troubles(folder))
                .hasSize(2)
                .anyMatch(trouble -> trouble.endsWith("does not begin its decision in bold"))
                .anyMatch(trouble -> trouble.contains("0002-no-sections.md lacks"));
    }

    @Test
    void sound_decisions_pass() throws IOException {
        writeDecision("0001-one-thing.md", "One thing");
        writeDecision("0002-two-s-company.md", "Two s company");
        write("README.md", "[1](0001-one-thing.md) [2](0002-two-s-company.md)");
        assertThat(Decisions.troubles(folder)).isEmpty();
    }

    @Test
    void a_package_or_a_type_that_does_not_exist_is_found() throws IOException {
        write(
                "a.md",
                "`dev.perdure.turn`, `Turn`, `Turn.Ended`, `turn()` and `Optional` are there,",
                "`dev.perdure.run`, `Run` and `Turn.Begun` are not.");
        Names names =
                new Names(
                        Set.of("dev.perdure.turn")::contains,
                        Set.of("Turn", "Turn.Ended")::contains);
        assertThat(names.missingFrom(Page.read(folder.resolve("a.md"))))
                .containsExactly(
                        "a.md names dev.perdure.run", "a.md names Run", "a.md names Turn.Begun");
    }

    @Test
    void a_package_that_does_not_introduce_itself_is_found() throws IOException {
        write(
                "one/src/main/java/a/package-info.java",
                "/** What lives here is told in a sentence. */",
                "package a;");
        write("one/src/main/java/b/package-info.java", "/** Stuff. */", "package b;");
        write("two/src/main/java/c/package-info.java", "@NullMarked", "package c;");
        assertThat(Introductions.in(folder)).hasSize(3);
        assertThat(Introductions.in(folder))
                .filteredOn(Introductions::isMissing)
                .extracting(file -> file.getParent().getFileName().toString())
                .containsExactly("b", "c");
    }

    private void writeDecision(String name, String title) throws IOException {
        write(
                name,
                "# " + title,
                "## Context",
                "Because.",
                "## Decision",
                "",
                "**It is so.** Yes.",
                "## Consequences",
                "Some.",
                "## May be revisited when",
                "Never.");
    }

    private void write(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
    }
}
