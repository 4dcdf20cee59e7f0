package dev.perdure.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Await;
import dev.perdure.contract.Background;
import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.file.FileChange;
import dev.perdure.engine.file.FileContent;
import dev.perdure.engine.file.FileOutcome;
import dev.perdure.engine.file.FileView;
import dev.perdure.engine.file.FileWrite;
import dev.perdure.engine.file.StoredFile;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.file.FilePath;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is left in the tables of the files of a removed session: nothing. */
class RemovedFilesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final FileContent SHARED = FileContent.of("in both sessions");
    private static final FileContent OWN = FileContent.of("in one of them");

    private final Database database = Database.migrated();
    private final PostgresStorage storage = database.storage();

    @AfterEach
    void close() {
        storage.close();
        database.close();
    }

    @Test
    void versions_go_with_the_session_and_contents_with_the_last_of_them() {
        SessionScenario removed = SessionScenario.opened(storage, PATIENCE);
        SessionScenario kept = SessionScenario.opened(storage, PATIENCE);
        WorkspaceKey going = WorkspaceKey.own(removed.key());
        put(going, "/d/a", OWN);
        put(going, "/d/a", SHARED);
        write(going, "/d", new FileChange.Move(new FilePath("/e")));
        write(going, "/e/a", new FileChange.Protect(true));
        put(going.values(), "/key", OWN);
        put(WorkspaceKey.own(kept.key()), "/b", SHARED);
        assertThat(count("file_blob")).isEqualTo("2");

        assertThat(storage.sessions().remove(removed.key())).isTrue();
        awaitTheEndOfRemovals();

        assertThat(count("file_version where workspace = '" + going.id().value() + "'"))
                .isEqualTo("0");
        assertThat(count("file_space where workspace = '" + going.id().value() + "'"))
                .isEqualTo("0");
        assertThat(
                        database.run(
                                "select string_agg(encode(hash, 'hex') || ' ' || uses, ',')"
                                        + " from perdure.file_blob"))
                .isEqualTo(SHARED.hash().hex() + " 1");
        List<StoredFile> left =
                storage.files()
                        .read(
                                FileView.now(WorkspaceKey.own(kept.key())),
                                List.of(new FilePath("/b")));
        assertThat(left).extracting(StoredFile::content).containsExactly(SHARED);

        assertThat(storage.sessions().remove(kept.key())).isTrue();
        awaitTheEndOfRemovals();
        assertThat(count("file_blob")).isEqualTo("0");
        assertThat(count("file_version")).isEqualTo("0");
    }

    @Test
    void whoever_writes_while_the_session_goes_leaves_nothing_behind() {
        for (int round = 0; round < 10; round++) {
            SessionScenario session = SessionScenario.opened(storage, PATIENCE);
            WorkspaceKey workspace = WorkspaceKey.own(session.key());
            List<Callable<Boolean>> together = new ArrayList<>();
            for (int writer = 0; writer < 3; writer++) {
                String path = "/" + writer;
                together.add(() -> {
                    write(workspace, path, new FileChange.Put(OWN, null));
                    return true;
                });
            }
            together.add(() -> storage.sessions().remove(session.key()));

            assertThat(Background.together(PATIENCE, together)).doesNotContain(false);
        }

        try (PostgresStorage next = database.storage()) {
            assertThat(next.clock()).isNotNull();
            awaitTheEndOfRemovals();
        }
        assertThat(count("file_version")).isEqualTo("0");
        assertThat(count("file_space")).isEqualTo("0");
        assertThat(count("file_blob")).isEqualTo("0");
    }

    private void put(WorkspaceKey workspace, String path, FileContent content) {
        assertThat(write(workspace, path, new FileChange.Put(content, null)))
                .isInstanceOf(FileOutcome.Done.class);
    }

    private FileOutcome write(WorkspaceKey workspace, String path, FileChange change) {
        return storage.files()
                .write(FileWrite.of(workspace, new FilePath(path), change, Instant.EPOCH));
    }

    /** Whoever began one need not be the one that finishes it. */
    private void awaitTheEndOfRemovals() {
        Await.until(PATIENCE, "nothing is being removed", () -> count("removal").equals("0"));
    }

    private String count(String what) {
        return database.run("select count(*) from perdure." + what);
    }
}
