package dev.perdure.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.postgres.testing.PostgresTestServer;
import dev.perdure.postgres.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class EmbeddingGuideTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern PROGRAM =
            Pattern.compile("<!-- (examples/\\S+\\.java) -->\\R```java\\R(.*?)```", Pattern.DOTALL);

    @Test
    void every_program_of_the_guide_stands_there_word_for_word() throws IOException {
        String guide = Files.readString(ROOT.resolve("docs/embedding.md"));
        List<String> programs = new ArrayList<>();
        Matcher matcher = PROGRAM.matcher(guide);
        while (matcher.find()) {
            programs.add(matcher.group(1));
            assertThat(matcher.group(2))
                    .as(matcher.group(1))
                    .isEqualTo(Files.readString(ROOT.resolve(matcher.group(1))));
        }

        assertThat(programs).hasSize(2);
    }

    @Test
    void a_program_of_the_guide_has_at_most_twelve_lines() throws IOException {
        for (String name : List.of("InMemoryAgent", "DurableAgent")) {
            List<String> lines =
                    Files.readAllLines(
                            ROOT.resolve(
                                    "examples/src/main/java/dev/perdure/examples/"
                                            + name
                                            + ".java"));

            assertThat(lines.stream().filter(line -> !line.isBlank()).count())
                    .as(name)
                    .isLessThanOrEqualTo(12);
        }
    }

    @Test
    void the_agent_in_memory_prints_its_answer() throws InterruptedException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            InMemoryAgent.main(new String[0]);
        } finally {
            System.setOut(before);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Hello!");
    }

    @Test
    void the_agent_on_a_database_answers_and_leaves_its_log_there() throws Exception {
        TestDatabase database = PostgresTestServer.shared().createDatabase();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.user());
        source.setPassword(database.password());

        String answer = DurableAgent.ask(source, "Is anybody there?");

        assertThat(answer).contains("Is anybody there?");
        try (var connection = source.getConnection();
                var statement = connection.createStatement();
                var facts = statement.executeQuery("SELECT count(*) FROM perdure.event")) {
            assertThat(facts.next()).isTrue();
            assertThat(facts.getLong(1)).isGreaterThanOrEqualTo(10);
        }
    }

    @Test
    void no_server_and_no_framework_is_on_the_class_path() {
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> entries = List.of(classPath.split(File.pathSeparator));

        assertThat(entries).anyMatch(entry -> entry.contains("vavr"));
        assertThat(entries)
                .noneMatch(entry ->
                        Path.of(entry)
                                .getFileName()
                                .toString()
                                .matches(
                                        "(?i).*(jetty|jersey|servlet|dropwizard|netty|okhttp"
                                                + "|undertow|tomcat).*"));
    }
}
