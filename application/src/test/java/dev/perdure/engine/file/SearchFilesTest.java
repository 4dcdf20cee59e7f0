package dev.perdure.engine.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.engine.file.SearchFiles.Found;
import dev.perdure.engine.file.SearchFiles.Line;
import dev.perdure.engine.file.SearchFiles.Question;
import dev.perdure.engine.file.pattern.TextPattern;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.event.SessionEvent;
import dev.perdure.file.FilePath;
import dev.perdure.harness.Harness;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SearchFilesTest {

    private final InMemoryStorage storage = InMemoryStorage.open();
    private final SessionKey session =
            new SessionKey(OrganisationId.DEFAULT, new SessionId(new UUID(2, 2)));

    SearchFilesTest() {
        Appends.one(
                storage.log(),
                Batch.of(
                        session,
                        new Guard.NewStream(),
                        List.of(
                                new SessionEvent.SessionOpened(
                                        SessionSettings.of(Harness.GENERIC_ID, null, "")))));
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void lines_are_numbered_and_no_more_are_found_than_are_asked_for() throws Exception {
        put("/a.txt", "one\ntwo\none\n");
        put("/b.txt", "one");

        assertThat(search("one", 3).complete()).isTrue();
        assertThat(search("one", 2).complete()).isFalse();
        assertThat(search("one", 2).files())
                .containsExactly(
                        new SearchFiles.Matches(
                                new FilePath("/a.txt"),
                                List.of(new Line(1, "one"), new Line(3, "one"))));
    }

    @Test
    void only_the_beginning_of_a_line_without_end_is_looked_at() throws Exception {
        String last = "a".repeat(SearchFiles.LINE_SEARCHED_MAX - 1);
        put("/within.txt", last + "z");
        put("/beyond.txt", last + "a" + "z");

        assertThat(search("z", 9).files())
                .extracting(matches -> matches.path().text())
                .containsExactly("/within.txt");
    }

    @Test
    void a_search_that_is_interrupted_ends_within_a_file() {
        put("/long.txt", "nothing of it\n".repeat(10_000));

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> search("x{9}", 1)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    private void put(String path, String text) {
        storage.files()
                .write(
                        FileWrite.of(
                                WorkspaceKey.own(session),
                                new FilePath(path),
                                new FileChange.Put(FileContent.of(text), null),
                                Instant.EPOCH));
    }

    private Found search(String expression, int lines) throws InterruptedException {
        return new SearchFiles(storage.files())
                .search(
                        FileView.now(WorkspaceKey.own(session)),
                        new Question(
                                FilePath.ROOT,
                                TextPattern.parse(expression, false).get(),
                                null,
                                lines));
    }
}
