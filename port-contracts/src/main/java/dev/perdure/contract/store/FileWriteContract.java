package dev.perdure.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Background;
import dev.perdure.contract.SessionScenario;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.file.FileBounds;
import dev.perdure.engine.file.FileChange;
import dev.perdure.engine.file.FileCondition;
import dev.perdure.engine.file.FileContent;
import dev.perdure.engine.file.FileOutcome;
import dev.perdure.engine.file.FileRefusal;
import dev.perdure.engine.file.FileStore;
import dev.perdure.engine.file.FileView;
import dev.perdure.engine.file.FileWrite;
import dev.perdure.engine.file.StoredFile;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.file.FileEntry;
import dev.perdure.file.FilePath;
import dev.perdure.tenant.OrganisationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Which writes of files are done, and what is there then. */
abstract class FileWriteContract extends StorageContract {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");
    static final Instant LATER = NOON.plusSeconds(5);
    static final FileContent SOME = FileContent.of("some");
    static final FileContent OTHER = FileContent.of("other, and more of it");

    private static final int WRITERS = 6;

    @Test
    void a_written_file_is_found_as_it_was_written() {
        WorkspaceKey workspace = workspace();
        FileContent bytes = FileContent.of(new byte[] {0, 1, -1, 10, 13, 0});
        FileEntry entry = new FileEntry(path("/a b"), bytes.hash(), true, 6, NOON, NOON);

        FileOutcome outcome =
                write(workspace, "/a b", new FileChange.Put(bytes, true), new FileCondition.Any());

        assertThat(outcome).isEqualTo(new FileOutcome.Done(entry));
        for (FileStore files : List.of(node().files(), otherNode().files())) {
            FileView now = FileView.now(workspace);
            assertThat(files.find(now, entry.path())).contains(entry);
            assertThat(files.list(now, FilePath.ROOT, true)).containsExactly(entry);
            List<StoredFile> read = files.read(now, List.of(entry.path(), path("/none")));
            assertThat(read).containsExactly(new StoredFile(entry, bytes));
            assertThat(read.getFirst().content().bytes()).isEqualTo(bytes.bytes());
        }
    }

    @Test
    void a_written_file_is_replaced_and_keeps_the_time_it_came_to_be() {
        WorkspaceKey workspace = workspace();
        put(workspace, "/a", SOME);

        FileOutcome outcome =
                node().files()
                        .write(
                                FileWrite.of(
                                        workspace,
                                        path("/a"),
                                        new FileChange.Put(OTHER, null),
                                        LATER));

        FileEntry entry = new FileEntry(path("/a"), OTHER.hash(), false, OTHER.size(), NOON, LATER);
        assertThat(outcome).isEqualTo(new FileOutcome.Done(entry));
        assertThat(contents(workspace, "/a")).containsExactly(OTHER);
    }

    @Test
    void the_directories_above_a_file_come_to_be_with_it() {
        WorkspaceKey workspace = workspace();

        put(workspace, "/a/b/c", SOME);

        assertThat(find(workspace, "/a")).isEqualTo(FileEntry.directory(path("/a"), NOON));
        assertThat(find(workspace, "/a/b")).isEqualTo(FileEntry.directory(path("/a/b"), NOON));
        assertThat(all(workspace)).containsExactly("/a", "/a/b", "/a/b/c");
        assertThat(in(workspace, "/")).containsExactly("/a");
        assertThat(in(workspace, "/a")).containsExactly("/a/b");
        assertThat(node().files().list(FileView.now(workspace), path("/a"), true))
                .extracting(entry -> entry.path().text())
                .containsExactly("/a/b", "/a/b/c");
        assertThat(node().files().read(FileView.now(workspace), List.of(path("/a")))).isEmpty();
    }

    @Test
    void lists_are_in_the_order_of_paths() {
        WorkspaceKey workspace = workspace();
        List<String> inOrder =
                List.of(
                        "/A",
                        "/a",
                        "/a-b",
                        "/a.txt",
                        "/a/b",
                        "/a0",
                        "/é",
                        "/\uFFEE",
                        "/\uD83D\uDE00");
        inOrder.reversed().stream()
                .filter(name -> !name.equals("/a"))
                .forEach(name -> put(workspace, name, SOME));

        assertThat(all(workspace)).containsExactlyElementsOf(inOrder);
        assertThat(in(workspace, "/"))
                .containsExactlyElementsOf(
                        inOrder.stream().filter(name -> !name.equals("/a/b")).toList());
    }

    @Test
    void a_write_against_another_content_is_refused_with_what_is_there() {
        WorkspaceKey workspace = workspace();
        put(workspace, "/a", SOME);
        FileCondition stale = new FileCondition.Unchanged(OTHER.hash());
        FileOutcome refused = new FileOutcome.Refused(FileRefusal.STALE, SOME.hash());

        assertThat(write(workspace, "/a", new FileChange.Put(OTHER, null), stale))
                .isEqualTo(refused);
        assertThat(write(workspace, "/a", new FileChange.Delete(false), stale)).isEqualTo(refused);
        assertThat(write(workspace, "/a", new FileChange.Move(path("/b")), stale))
                .isEqualTo(refused);
        assertThat(contents(workspace, "/a")).containsExactly(SOME);

        FileCondition fresh = new FileCondition.Unchanged(SOME.hash());
        assertThat(write(workspace, "/a", new FileChange.Put(OTHER, null), fresh))
                .isInstanceOf(FileOutcome.Done.class);
        assertThat(contents(workspace, "/a")).containsExactly(OTHER);
    }

    @Test
    void what_is_to_be_new_replaces_nothing() {
        WorkspaceKey workspace = workspace();
        put(workspace, "/a/b", SOME);

        assertThat(
                        write(
                                workspace,
                                "/a/b",
                                new FileChange.Put(OTHER, null),
                                new FileCondition.Absent()))
                .isEqualTo(new FileOutcome.Refused(FileRefusal.EXISTS, SOME.hash()));
        assertThat(
                        write(
                                workspace,
                                "/a",
                                new FileChange.MakeDirectory(),
                                new FileCondition.Absent()))
                .isEqualTo(refused(FileRefusal.EXISTS));
        assertThat(contents(workspace, "/a/b")).containsExactly(SOME);
    }

    @Test
    void what_is_not_there_is_not_changed() {
        WorkspaceKey workspace = workspace();
        FileOutcome missing = refused(FileRefusal.NOT_FOUND);

        assertThat(
                        write(
                                workspace,
                                "/a",
                                new FileChange.Put(SOME, null),
                                new FileCondition.Present()))
                .isEqualTo(missing);
        assertThat(
                        write(
                                workspace,
                                "/a",
                                new FileChange.Put(SOME, null),
                                new FileCondition.Unchanged(SOME.hash())))
                .isEqualTo(missing);
        for (FileChange change :
                List.of(
                        new FileChange.Delete(true),
                        new FileChange.Move(path("/b")),
                        new FileChange.Protect(true))) {
            assertThat(write(workspace, "/a", change, new FileCondition.Any())).isEqualTo(missing);
        }
        assertThat(all(workspace)).isEmpty();
    }

    @Test
    void what_is_read_only_stays_until_it_is_not() {
        WorkspaceKey workspace = workspace();
        put(workspace, "/d/a", SOME);
        assertThat(done(workspace, "/d/a", new FileChange.Protect(true)).readOnly()).isTrue();
        FileOutcome refused = new FileOutcome.Refused(FileRefusal.READ_ONLY, SOME.hash());

        for (FileChange change :
                List.of(
                        new FileChange.Put(OTHER, false),
                        new FileChange.Delete(false),
                        new FileChange.Move(path("/b")))) {
            assertThat(write(workspace, "/d/a", change, new FileCondition.Any()))
                    .isEqualTo(refused);
        }
        for (FileChange change :
                List.of(new FileChange.Delete(true), new FileChange.Move(path("/e")))) {
            assertThat(write(workspace, "/d", change, new FileCondition.Any()))
                    .isEqualTo(refused(FileRefusal.READ_ONLY));
        }
        assertThat(contents(workspace, "/d/a")).containsExactly(SOME);

        assertThat(done(workspace, "/d/a", new FileChange.Protect(false)).readOnly()).isFalse();
        put(workspace, "/d/a", OTHER);
        assertThat(contents(workspace, "/d/a")).containsExactly(OTHER);
    }

    @Test
    void a_file_is_no_directory_and_a_directory_no_file() {
        WorkspaceKey workspace = workspace();
        put(workspace, "/d/a", SOME);
        FileCondition any = new FileCondition.Any();

        assertThat(write(workspace, "/d/a/b", new FileChange.Put(SOME, null), any))
                .isEqualTo(refused(FileRefusal.NOT_A_DIRECTORY));
        assertThat(write(workspace, "/d/a/b/c", new FileChange.MakeDirectory(), any))
                .isEqualTo(refused(FileRefusal.NOT_A_DIRECTORY));
        assertThat(write(workspace, "/d", new FileChange.Put(SOME, null), any))
                .isEqualTo(refused(FileRefusal.IS_DIRECTORY));
        assertThat(write(workspace, "/", new FileChange.Put(SOME, null), any))
                .isEqualTo(refused(FileRefusal.IS_DIRECTORY));
        assertThat(write(workspace, "/", new FileChange.Delete(true), any))
                .isEqualTo(refused(FileRefusal.IS_DIRECTORY));
        assertThat(write(workspace, "/d", new FileChange.Protect(true), any))
                .isEqualTo(refused(FileRefusal.IS_DIRECTORY));
        assertThat(write(workspace, "/d/a", new FileChange.MakeDirectory(), any))
                .isEqualTo(new FileOutcome.Refused(FileRefusal.EXISTS, SOME.hash()));
        assertThat(write(workspace, "/d", new FileChange.MakeDirectory(), any))
                .isEqualTo(new FileOutcome.Done(FileEntry.directory(path("/d"), NOON)));
        assertThat(all(workspace)).containsExactly("/d", "/d/a");
    }

    @Test
    void a_directory_is_deleted_with_what_is_in_it_or_not_at_all() {
        WorkspaceKey workspace = workspace();
        put(workspace, "/d/e/a", SOME);
        put(workspace, "/d/b", SOME);
        put(workspace, "/d.txt", SOME);

        assertThat(write(workspace, "/d", new FileChange.Delete(false), new FileCondition.Any()))
                .isEqualTo(refused(FileRefusal.NOT_EMPTY));
        assertThat(all(workspace)).hasSize(5);

        assertThat(write(workspace, "/d", new FileChange.Delete(true), new FileCondition.Any()))
                .isEqualTo(new FileOutcome.Deleted(path("/d")));
        assertThat(all(workspace)).containsExactly("/d.txt");

        assertThat(
                        write(
                                workspace,
                                "/d.txt",
                                new FileChange.Delete(false),
                                new FileCondition.Unchanged(SOME.hash())))
                .isEqualTo(new FileOutcome.Deleted(path("/d.txt")));
        put(workspace, "/d/b", OTHER);
        assertThat(all(workspace)).containsExactly("/d", "/d/b");
        assertThat(contents(workspace, "/d/b")).containsExactly(OTHER);
    }

    @Test
    void what_is_moved_is_at_its_new_place_alone() {
        WorkspaceKey workspace = workspace();
        put(workspace, "/d/e/a", SOME);
        put(workspace, "/d/b", OTHER);
        put(workspace, "/taken", SOME);
        FileCondition any = new FileCondition.Any();

        assertThat(done(workspace, "/d", new FileChange.Move(path("/new/home"))))
                .isEqualTo(FileEntry.directory(path("/new/home"), NOON));
        assertThat(all(workspace))
                .containsExactly(
                        "/new",
                        "/new/home",
                        "/new/home/b",
                        "/new/home/e",
                        "/new/home/e/a",
                        "/taken");
        assertThat(contents(workspace, "/new/home/b", "/new/home/e/a"))
                .containsExactly(OTHER, SOME);

        assertThat(write(workspace, "/new", new FileChange.Move(path("/new/home/in")), any))
                .isEqualTo(refused(FileRefusal.INTO_ITSELF));
        assertThat(write(workspace, "/new", new FileChange.Move(path("/taken")), any))
                .isEqualTo(new FileOutcome.Refused(FileRefusal.EXISTS, SOME.hash()));
        assertThat(write(workspace, "/new", new FileChange.Move(path("/taken/in")), any))
                .isEqualTo(refused(FileRefusal.NOT_A_DIRECTORY));
        String longName = "/" + "n".repeat(255);
        String deep = longName + longName + longName + "/" + "n".repeat(255);
        assertThat(write(workspace, "/new", new FileChange.Move(path(deep)), any))
                .isEqualTo(refused(FileRefusal.PATH_TOO_LONG));
        assertThat(all(workspace)).hasSize(6);
    }

    @Test
    void a_workspace_holds_as_much_as_it_may_and_no_more() {
        WorkspaceKey workspace = workspace();
        FileBounds bounds = new FileBounds(4, 3, 6);

        assertThat(bounded(workspace, "/d/a", "1234", bounds)).isInstanceOf(DONE);
        assertThat(bounded(workspace, "/d/a", "12345", bounds))
                .isEqualTo(refused(FileRefusal.FILE_TOO_LARGE));
        assertThat(bounded(workspace, "/d/b", "123", bounds))
                .isEqualTo(refused(FileRefusal.WORKSPACE_FULL));
        assertThat(bounded(workspace, "/e/b", "12", bounds))
                .isEqualTo(refused(FileRefusal.TOO_MANY_FILES));
        assertThat(bounded(workspace, "/d/b", "12", bounds)).isInstanceOf(DONE);
        assertThat(bounded(workspace, "/c", "", bounds))
                .isEqualTo(refused(FileRefusal.TOO_MANY_FILES));

        assertThat(bounded(workspace, "/d/a", "1", bounds)).isInstanceOf(DONE);
        assertThat(bounded(workspace, "/d/b", "1234", bounds)).isInstanceOf(DONE);
        done(workspace, "/d/a", new FileChange.Move(path("/d/c")));
        assertThat(bounded(workspace, "/d/b", "12", bounds)).isInstanceOf(DONE);
        write(workspace, "/d", new FileChange.Delete(true), new FileCondition.Any());
        assertThat(bounded(workspace, "/e/a", "1234", bounds)).isInstanceOf(DONE);
        assertThat(bounded(workspace, "/e/b", "12", bounds)).isInstanceOf(DONE);
    }

    @Test
    void strangers_neither_see_nor_write_anything() {
        WorkspaceKey workspace = workspace();
        put(workspace, "/a", SOME);
        WorkspaceKey strange = WorkspaceKey.files(stranger(), workspace.id());
        FileView view = FileView.now(strange);

        assertThat(write(strange, "/a", new FileChange.Put(OTHER, null), new FileCondition.Any()))
                .isEqualTo(refused(FileRefusal.NO_SUCH_WORKSPACE));
        assertThat(node().files().find(view, path("/a"))).isEmpty();
        assertThat(node().files().list(view, FilePath.ROOT, true)).isEmpty();
        assertThat(node().files().read(view, List.of(path("/a")))).isEmpty();
        assertThat(contents(workspace, "/a")).containsExactly(SOME);
    }

    @Test
    void every_workspace_and_each_of_its_areas_has_files_of_its_own() {
        WorkspaceKey one = workspace();
        WorkspaceKey other = workspace();
        put(one, "/a", SOME);

        assertThat(all(other)).isEmpty();
        assertThat(all(one.values())).isEmpty();

        put(one.values(), "/a", OTHER);
        put(other, "/a", OTHER);
        write(other, "/a", new FileChange.Delete(false), new FileCondition.Any());
        assertThat(contents(one, "/a")).containsExactly(SOME);
        assertThat(contents(one.values(), "/a")).containsExactly(OTHER);
    }

    @Test
    void there_are_no_files_where_there_is_no_workspace() {
        WorkspaceKey nowhere = WorkspaceKey.own(SessionScenario.freshKey(OrganisationId.DEFAULT));

        assertThat(write(nowhere, "/a", new FileChange.Put(SOME, null), new FileCondition.Any()))
                .isEqualTo(refused(FileRefusal.NO_SUCH_WORKSPACE));
        assertThat(all(nowhere)).isEmpty();
    }

    @Test
    void of_concurrent_writes_against_one_content_exactly_one_is_done() {
        WorkspaceKey workspace = workspace();
        put(workspace, "/a", SOME);
        FileCondition fresh = new FileCondition.Unchanged(SOME.hash());

        List<FileOutcome> outcomes =
                together((files, number) ->
                        files.write(
                                FileWrite.of(workspace, path("/a"), put("by " + number), NOON)
                                        .when(fresh)));

        assertThat(outcomes).filteredOn(FileOutcome.Done.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome ->
                        outcome instanceof FileOutcome.Refused refused
                                && refused.why() == FileRefusal.STALE)
                .hasSize(WRITERS - 1);
    }

    @Test
    void concurrent_writes_of_different_files_are_all_done_and_counted() {
        WorkspaceKey workspace = workspace();
        FileBounds bounds = new FileBounds(9, WRITERS + 1, 9 * WRITERS);

        List<FileOutcome> outcomes =
                together((files, number) ->
                        files.write(
                                FileWrite.of(workspace, path("/d/" + number), put("together"), NOON)
                                        .within(bounds)));

        assertThat(outcomes).hasSize(WRITERS).allMatch(FileOutcome.Done.class::isInstance);
        assertThat(in(workspace, "/d")).hasSize(WRITERS);
        assertThat(bounded(workspace, "/d/more", "", bounds))
                .isEqualTo(refused(FileRefusal.TOO_MANY_FILES));
    }

    static final Class<?> DONE = FileOutcome.Done.class;

    final WorkspaceKey workspace() {
        return WorkspaceKey.own(openSession().key());
    }

    static FilePath path(String text) {
        return new FilePath(text);
    }

    static FileOutcome refused(FileRefusal why) {
        return new FileOutcome.Refused(why, null);
    }

    final FileOutcome write(
            WorkspaceKey workspace, String path, FileChange change, FileCondition condition) {
        return node().files()
                .write(FileWrite.of(workspace, path(path), change, NOON).when(condition));
    }

    final FileEntry done(WorkspaceKey workspace, String path, FileChange change) {
        FileOutcome outcome = write(workspace, path, change, new FileCondition.Any());
        assertThat(outcome).isInstanceOf(DONE);
        return ((FileOutcome.Done) outcome).entry();
    }

    final void put(WorkspaceKey workspace, String path, FileContent content) {
        done(workspace, path, new FileChange.Put(content, null));
    }

    final List<FileContent> contents(WorkspaceKey workspace, String... paths) {
        List<FilePath> asked = List.of(paths).stream().map(FilePath::new).toList();
        return node().files().read(FileView.now(workspace), asked).stream()
                .map(StoredFile::content)
                .toList();
    }

    final List<String> all(WorkspaceKey workspace) {
        return all(FileView.now(workspace));
    }

    final List<String> all(FileView view) {
        return node().files().list(view, FilePath.ROOT, true).stream()
                .map(entry -> entry.path().text())
                .toList();
    }

    private List<String> in(WorkspaceKey workspace, String directory) {
        return node().files().list(FileView.now(workspace), path(directory), false).stream()
                .map(entry -> entry.path().text())
                .toList();
    }

    private FileEntry find(WorkspaceKey workspace, String path) {
        return node().files()
                .find(FileView.now(workspace), path(path))
                .orElseThrow(() -> new AssertionError("nothing at " + path));
    }

    private static FileChange put(String content) {
        return new FileChange.Put(FileContent.of(content), null);
    }

    private FileOutcome bounded(
            WorkspaceKey workspace, String path, String content, FileBounds bounds) {
        return node().files()
                .write(FileWrite.of(workspace, path(path), put(content), NOON).within(bounds));
    }

    private List<FileOutcome> together(Writer writer) {
        List<Callable<FileOutcome>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int number = i;
            FileStore files = i % 2 == 0 ? node().files() : otherNode().files();
            writers.add(() -> writer.write(files, number));
        }
        return Background.together(patience(), writers);
    }

    /** Writes as one of several. */
    @FunctionalInterface
    private interface Writer {
        FileOutcome write(FileStore files, int number);
    }
}
