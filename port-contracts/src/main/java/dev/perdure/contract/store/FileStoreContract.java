package dev.perdure.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Background;
import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.file.FileChange;
import dev.perdure.engine.file.FileCondition;
import dev.perdure.engine.file.FileContent;
import dev.perdure.engine.file.FileOrigin;
import dev.perdure.engine.file.FileOutcome;
import dev.perdure.engine.file.FileRefusal;
import dev.perdure.engine.file.FileView;
import dev.perdure.engine.file.FileWrite;
import dev.perdure.engine.file.StoredFile;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.engine.store.Storage;
import dev.perdure.event.StreamVersion;
import dev.perdure.file.FileEntry;
import dev.perdure.file.FilePath;
import dev.perdure.file.Workspace;
import dev.perdure.tool.IdempotencyKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What a {@link dev.perdure.engine.file.FileStore} owes. */
public abstract class FileStoreContract extends FileWriteContract {

    private static final int SHARED_CONTENTS = 10;

    @Test
    void a_sessions_files_can_be_seen_as_of_every_fact() {
        SessionScenario session = openSession();
        WorkspaceKey workspace = WorkspaceKey.own(session.key());
        List<List<String>> seen = new ArrayList<>(List.of(List.of()));

        put(workspace, "/a", SOME);
        put(workspace, "/a", OTHER);
        seen.add(next(session));
        put(workspace, "/d/b", SOME);
        seen.add(next(session));
        write(workspace, "/a", new FileChange.Delete(false), new FileCondition.Any());
        seen.add(next(session));
        seen.add(next(session));
        write(workspace, "/d", new FileChange.Move(path("/e")), new FileCondition.Any());
        put(workspace, "/a", SOME);
        put(workspace, "/e/b", OTHER);
        seen.add(next(session));

        assertThat(seen)
                .containsExactly(
                        List.of(),
                        List.of("/a " + OTHER),
                        List.of("/a " + OTHER, "/d/b " + SOME),
                        List.of("/d/b " + SOME),
                        List.of("/d/b " + SOME),
                        List.of("/a " + SOME, "/e/b " + OTHER));
        for (int at = 0; at < seen.size(); at++) {
            assertThat(asOf(workspace, at + 1))
                    .as("as of fact " + (at + 1))
                    .isEqualTo(seen.get(at));
        }
    }

    @Test
    void what_was_written_since_a_fact_is_not_seen_as_of_it() {
        SessionScenario session = openSession();
        WorkspaceKey workspace = WorkspaceKey.own(session.key());
        session.write(Sample.facts("fact", 3));
        put(workspace, "/d/a", SOME);
        FileView then = FileView.asOf(workspace, session.head().version());
        FileView after = FileView.asOf(workspace, session.head().version().next());

        assertThat(node().files().find(then, path("/d/a"))).isEmpty();
        assertThat(node().files().list(then, path("/d"), false)).isEmpty();
        assertThat(node().files().find(after, path("/d/a"))).isPresent();
        assertThat(node().files().list(after, path("/d"), false)).hasSize(1);
    }

    @Test
    void a_shared_workspace_is_written_by_all_and_seen_as_it_is_now() {
        Workspace shared = SampleWorkspace.named("shared");
        node().workspaces().insert(shared);
        WorkspaceKey workspace = WorkspaceKey.files(shared.organisation(), shared.id());

        put(workspace, "/a", SOME);
        put(workspace, "/a", OTHER);

        assertThat(contents(workspace, "/a")).containsExactly(OTHER);
        assertThat(asOf(workspace, 1)).containsExactly("/a " + OTHER);
    }

    @Test
    void an_archived_workspace_is_read_and_not_written() {
        Workspace shared = SampleWorkspace.named("shared");
        node().workspaces().insert(shared);
        WorkspaceKey workspace = WorkspaceKey.files(shared.organisation(), shared.id());
        put(workspace, "/a", SOME);

        node().workspaces().replace(SampleWorkspace.archived(shared));

        assertThat(write(workspace, "/a", new FileChange.Put(OTHER, null), new FileCondition.Any()))
                .isEqualTo(refused(FileRefusal.NO_SUCH_WORKSPACE));
        assertThat(contents(workspace, "/a")).containsExactly(SOME);
    }

    @Test
    void a_write_under_a_key_is_done_once() {
        WorkspaceKey workspace = workspace();
        FileWrite first = keyed(workspace, "/d/a", new FileChange.Put(SOME, true), "put");

        IdempotencyKey key = new IdempotencyKey("put");
        assertThat(node().files().done(workspace, key)).isEmpty();
        FileOutcome done = node().files().write(first.when(new FileCondition.Absent()));
        assertThat(done).isInstanceOf(DONE);
        done(workspace, "/d/a", new FileChange.Protect(false));
        put(workspace, "/d/a", OTHER);

        assertThat(otherNode().files().write(first.when(new FileCondition.Absent())))
                .isEqualTo(done);
        assertThat(otherNode().files().done(workspace, key)).contains(done);
        assertThat(otherNode().files().done(workspace(), key)).isEmpty();
        assertThat(contents(workspace, "/d/a")).containsExactly(OTHER);
    }

    @Test
    void what_was_refused_under_a_key_may_be_done_later() {
        WorkspaceKey workspace = workspace();
        FileWrite write =
                keyed(workspace, "/a", new FileChange.Put(SOME, null), "k")
                        .when(new FileCondition.Present());

        assertThat(node().files().write(write)).isEqualTo(refused(FileRefusal.NOT_FOUND));
        put(workspace, "/a", OTHER);

        assertThat(node().files().write(write)).isInstanceOf(DONE);
        assertThat(contents(workspace, "/a")).containsExactly(SOME);
    }

    @Test
    void deleting_and_moving_under_a_key_is_done_once_as_well() {
        WorkspaceKey workspace = workspace();
        put(workspace, "/d/a", SOME);
        FileWrite move = keyed(workspace, "/d", new FileChange.Move(path("/e")), "move");
        FileWrite delete = keyed(workspace, "/e", new FileChange.Delete(true), "delete");

        FileOutcome moved = node().files().write(move);
        assertThat(moved).isInstanceOf(DONE);
        assertThat(node().files().write(move)).isEqualTo(moved);
        assertThat(all(workspace)).containsExactly("/e", "/e/a");

        assertThat(node().files().write(delete)).isEqualTo(new FileOutcome.Deleted(path("/e")));
        put(workspace, "/e/again", SOME);
        assertThat(node().files().write(delete)).isEqualTo(new FileOutcome.Deleted(path("/e")));
        assertThat(node().files().write(move)).isEqualTo(moved);
        assertThat(node().files().done(workspace, new IdempotencyKey("move"))).contains(moved);
        assertThat(node().files().done(workspace, new IdempotencyKey("delete")))
                .contains(new FileOutcome.Deleted(path("/e")));
        assertThat(all(workspace)).containsExactly("/e", "/e/again");
    }

    @Test
    void making_a_directory_that_is_there_is_remembered_under_its_key() {
        WorkspaceKey workspace = workspace();
        put(workspace, "/d/a", SOME);
        FileWrite make = keyed(workspace, "/d", new FileChange.MakeDirectory(), "make");

        FileOutcome made = node().files().write(make);
        assertThat(made).isEqualTo(new FileOutcome.Done(FileEntry.directory(path("/d"), NOON)));
        assertThat(all(workspace)).containsExactly("/d", "/d/a");
        write(workspace, "/d", new FileChange.Delete(true), new FileCondition.Any());

        assertThat(otherNode().files().write(make)).isEqualTo(made);
        assertThat(otherNode().files().done(workspace, new IdempotencyKey("make"))).contains(made);
        assertThat(all(workspace)).isEmpty();
    }

    @Test
    void those_who_move_the_same_contents_at_once_all_do() {
        List<WorkspaceKey> workspaces = List.of(workspace(), workspace(), workspace());
        List<Callable<FileOutcome>> moves = new ArrayList<>();
        for (int mover = 0; mover < workspaces.size(); mover++) {
            WorkspaceKey workspace = workspaces.get(mover);
            for (int at = 0; at < SHARED_CONTENTS; at++) {
                int content = mover % 2 == 0 ? at : SHARED_CONTENTS - at;
                put(workspace, "/d/" + at, FileContent.of("shared " + content));
            }
            moves.add(() ->
                    write(
                            workspace,
                            "/d",
                            new FileChange.Move(path("/e")),
                            new FileCondition.Any()));
        }

        assertThat(Background.together(patience(), moves)).allMatch(DONE::isInstance);
        for (WorkspaceKey workspace : workspaces) {
            assertThat(all(workspace))
                    .hasSize(SHARED_CONTENTS + 1)
                    .allMatch(path -> path.startsWith("/e"));
        }
    }

    @Test
    void a_key_means_one_write_of_one_workspace() {
        WorkspaceKey one = workspace();
        WorkspaceKey other = workspace();

        node().files().write(keyed(one, "/a", new FileChange.Put(SOME, null), "k"));
        node().files().write(keyed(other, "/a", new FileChange.Put(OTHER, null), "k"));
        node().files().write(keyed(one, "/b", new FileChange.Put(OTHER, null), "other"));

        assertThat(contents(other, "/a")).containsExactly(OTHER);
        assertThat(contents(one, "/a", "/b")).containsExactly(SOME, OTHER);
    }

    @Test
    void a_removed_session_has_no_files_and_gets_none() {
        SessionScenario session = openSession();
        WorkspaceKey removed = WorkspaceKey.own(session.key());
        WorkspaceKey kept = workspace();
        put(removed, "/d/a", SOME);
        put(removed.values(), "/key", OTHER);
        put(kept, "/a", SOME);

        assertThat(node().sessions().remove(session.key())).isTrue();

        assertThat(all(removed)).isEmpty();
        assertThat(all(removed.values())).isEmpty();
        assertThat(asOf(removed, 99)).isEmpty();
        assertThat(write(removed, "/d/a", new FileChange.Put(OTHER, null), new FileCondition.Any()))
                .isEqualTo(refused(FileRefusal.NO_SUCH_WORKSPACE));
        assertThat(contents(kept, "/a")).containsExactly(SOME);
    }

    @Test
    void files_outlive_the_node_that_wrote_them() {
        WorkspaceKey workspace = workspace();
        put(workspace, "/a", SOME);

        Storage reopened = fixture().reopen(node());

        List<StoredFile> found =
                reopened.files().read(FileView.now(workspace), List.of(path("/a")));
        assertThat(found).hasSize(fixture().survivesReopen() ? 1 : 0);
    }

    @Test
    void a_large_file_is_kept_byte_for_byte() {
        WorkspaceKey workspace = workspace();
        byte[] large = new byte[3_000_000];
        for (int at = 0; at < large.length; at++) {
            large[at] = (byte) (at * 31 + at / 251);
        }

        put(workspace, "/large", FileContent.of(large));

        List<FileContent> found = contents(workspace, "/large");
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().bytes()).isEqualTo(large);
    }

    /** What is there now, and then a fact. */
    private List<String> next(SessionScenario session) {
        List<String> now = seen(FileView.now(WorkspaceKey.own(session.key())));
        session.write(Sample.fact("next"));
        return now;
    }

    private List<String> asOf(WorkspaceKey workspace, long fact) {
        return seen(FileView.asOf(workspace, new StreamVersion(fact)));
    }

    /** The files with their contents. */
    private List<String> seen(FileView view) {
        List<FilePath> paths = all(view).stream().map(FilePath::new).toList();
        return node().files().read(view, paths).stream()
                .map(file -> file.entry().path() + " " + file.content())
                .toList();
    }

    private static FileWrite keyed(
            WorkspaceKey workspace, String path, FileChange change, String key) {
        return FileWrite.of(workspace, path(path), change, NOON)
                .by(new FileOrigin(null, Sample.turn(), new IdempotencyKey(key)));
    }
}
