package dev.perdure.tools.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.capability.CapabilityId;
import dev.perdure.engine.file.FileBounds;
import dev.perdure.engine.file.FileChange;
import dev.perdure.engine.file.FileContent;
import dev.perdure.engine.file.FileView;
import dev.perdure.engine.file.FileWrite;
import dev.perdure.engine.file.StoredFile;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.event.SessionEvent;
import dev.perdure.file.FilePath;
import dev.perdure.file.Workspace;
import dev.perdure.file.WorkspaceId;
import dev.perdure.harness.Harness;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.TurnId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileToolsTest {

    private static final CapabilityId FILES = new CapabilityId("session_file_system");

    private final InMemoryStorage storage = InMemoryStorage.open();
    private final FileTools tools = FileTools.on(storage);
    private final SessionKey session = opened(null);
    private int calls;

    @Test
    void what_is_written_is_read() {
        JsonObject written =
                answer("write_file", "{'path':'/notes/a.md','content':'one\\ntwo\\n'}");

        JsonObject read = answer("read_file", "{'path':'/notes/a.md'}");

        assertThat(read.string("content")).contains("one\ntwo\n");
        assertThat(read.string("hash")).isEqualTo(written.string("hash"));
        assertThat(read.get("more")).isEmpty();
        assertThat(answer("stat_file", "{'path':'/notes/a.md'}").longValue("size_bytes"))
                .hasValue(8);
        assertThat(answer("list_directory", "{}").toJson())
                .isEqualTo("{\"entries\":[{\"path\":\"/notes\",\"type\":\"directory\"}]}");
    }

    @Test
    void a_file_is_found_under_both_of_its_names() {
        put("/workspace/a.txt", "kept under the long name");
        put("/b.txt", "kept under the short one");

        assertThat(answer("read_file", "{'path':'/a.txt'}").string("path"))
                .contains("/workspace/a.txt");
        assertThat(answer("read_file", "{'path':'/workspace/b.txt'}").string("path"))
                .contains("/b.txt");
        answer("write_file", "{'path':'/a.txt','content':'new'}");
        assertThat(content("/workspace/a.txt")).isEqualTo("new");
        assertThat(
                        answer(
                                "edit_file",
                                "{'path':'workspace/b.txt','old_text':'short','new_text':'other'}"))
                .isNotNull();
        assertThat(content("/b.txt")).isEqualTo("kept under the other one");
        assertThat(answer("list_directory", "{'path':'/workspace'}").toJson())
                .contains("\"/workspace/a.txt\"", "\"/b.txt\"");
        assertThat(answer("grep_files", "{'pattern':'kept','path':'/workspace/'}").toJson())
                .contains("\"/b.txt\"");
        assertThat(answer("glob", "{'pattern':'/*.txt'}").toJson())
                .contains("/workspace/a.txt", "/b.txt");
    }

    @Test
    void what_is_new_is_kept_beside_what_is_above_it_or_under_the_shorter_name() {
        put("/docs/a", "one");
        put("/workspace/src/a", "two");

        answer("write_file", "{'path':'/workspace/docs/deep/b','content':'beside'}");
        answer("write_file", "{'path':'/src/b','content':'beside'}");
        answer("write_file", "{'path':'/workspace/new/b','content':'alone'}");
        answer("write_file", "{'path':'/workspace/b','content':'alone'}");

        assertThat(
                        storage.files()
                                .list(FileView.now(WorkspaceKey.own(session)), FilePath.ROOT, true))
                .filteredOn(entry -> !entry.isDirectory())
                .extracting(entry -> entry.path().text())
                .containsExactly(
                        "/b",
                        "/docs/a",
                        "/docs/deep/b",
                        "/new/b",
                        "/workspace/src/a",
                        "/workspace/src/b");
    }

    @Test
    void what_is_under_both_names_is_found_under_each() {
        put("/docs/a.txt", "kept");
        put("/workspace/docs/b.txt", "kept");

        for (String path : List.of("/docs", "/workspace/docs")) {
            assertThat(answer("grep_files", "{'pattern':'kept','path':'" + path + "'}").toJson())
                    .contains("\"/docs/a.txt\"", "\"/workspace/docs/b.txt\"");
            assertThat(answer("grep_files", "{'pattern':'kept','glob':'" + path + "/*'}").toJson())
                    .contains("\"/docs/a.txt\"", "\"/workspace/docs/b.txt\"");
        }
    }

    @Test
    void what_is_under_both_names_is_deleted_once_under_both() {
        IdempotencyKey key = new IdempotencyKey("delete");
        String arguments = "{'path':'/docs','recursive':true}";
        put("/docs/a", "one");
        put("/workspace/docs/b", "other");

        ToolResult deleted = run("delete_file", arguments, key);

        assertThat(deleted.succeeded()).isTrue();
        assertThat(error("list_directory", "{'path':'/docs'}")).contains("nothing");
        put("/docs/a", "later");
        put("/workspace/docs/b", "later");
        assertThat(run("delete_file", arguments, key)).isEqualTo(deleted);
        assertThat(content("/docs/a")).isEqualTo("later");
        assertThat(content("/workspace/docs/b")).isEqualTo("later");
    }

    @Test
    void what_is_under_both_names_is_deleted_against_the_hash_that_is_shown() {
        put("/a", "shown");
        put("/workspace/a", "hidden");
        String expecting = "{'path':'/a','expected_hash':'";

        assertThat(error("delete_file", expecting + FileContent.of("stale").hash().hex() + "'}"))
                .contains("changed", FileContent.of("shown").hash().hex());
        assertThat(content("/workspace/a")).isEqualTo("hidden");

        answer("delete_file", expecting + FileContent.of("shown").hash().hex() + "'}");
        assertThat(error("read_file", "{'path':'/a'}")).contains("nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'path':'/d'", "'path':'/','recursive':true"})
    void a_long_list_is_shown_in_parts_that_say_where_to_go_on(String of) {
        for (int at = 100; at < 400; at++) {
            put("/d/" + at + "n".repeat(200), "x");
        }

        List<String> listed = parts("list_directory", of);

        assertThat(listed).isSorted().filteredOn(path -> path.startsWith("/d/")).hasSize(300);
        assertThat(parts("glob", "'pattern':'*n'")).hasSize(300).isSubsetOf(listed);
    }

    /** The paths of all the parts, none of which is longer than a model can take. */
    private List<String> parts(String tool, String of) {
        List<String> paths = new ArrayList<>();
        String after = "";
        for (int part = 0; part == 0 || !after.isEmpty(); part++) {
            assertThat(part).isLessThan(10);
            JsonObject shown =
                    answer(tool, "{" + of + (part == 0 ? "" : ",'after':'" + after + "'") + "}");
            assertThat(shown.toJson())
                    .hasSizeLessThan(ReadingTools.CHARACTERS_MAX + 500)
                    .doesNotContain("\"hash\"");
            JsonArray entries = (JsonArray) shown.get("entries").orElseThrow();
            entries.elements()
                    .forEach(entry -> paths.add(((JsonObject) entry).string("path").orElse("")));
            after = shown.string("next_after").orElse("");
            assertThat(after.isEmpty()).isEqualTo(shown.longValue("left_out").isEmpty());
            assertThat(after).isIn("", paths.getLast());
        }
        return paths;
    }

    @Test
    void one_file_may_be_looked_through() {
        put("/d/a.txt", "one\ntwo");
        put("/d/b.txt", "two");

        assertThat(answer("grep_files", "{'pattern':'two','path':'/workspace/d/a.txt'}").toJson())
                .contains("\"/d/a.txt\"")
                .doesNotContain("b.txt");
        assertThat(answer("glob", "{'pattern':'*.txt','path':'/d/a.txt'}").toJson())
                .contains("\"/d/a.txt\"")
                .doesNotContain("b.txt");
    }

    @Test
    void where_nothing_is_nothing_is_looked_for() {
        assertThat(error("grep_files", "{'pattern':'a','path':'/none'}"))
                .isEqualTo("There is nothing at /none.");
        assertThat(error("glob", "{'pattern':'*','path':'/none'}"))
                .isEqualTo("There is nothing at /none.");
    }

    @Test
    void files_that_are_not_text_share_the_room_of_a_result() {
        store("/small", FileContent.of(new byte[5_000]));
        String twenty = "'/small'" + ",'/small'".repeat(19);

        assertThat(answer("read_many_files", "{'paths':['/small']}").toJson()).contains("base64");
        assertThat(answer("read_many_files", "{'paths':[" + twenty + "]}").toJson())
                .contains("read it with read_file")
                .hasSizeLessThan(ReadingTools.CHARACTERS_MAX);
    }

    @Test
    void a_window_of_lines_says_where_to_read_on() {
        put("/a", "1\n2\n3\n4\n5");

        JsonObject window = answer("read_file", "{'path':'/a','start_line':2,'lines':3}");

        assertThat(window.string("content")).contains("2\n3\n4\n");
        assertThat(window.longValue("next_line")).hasValue(5);
        assertThat(window.toJson()).containsSubsequence("next_line", "content");
        JsonObject rest = answer("read_file", "{'path':'/a','start_line':5}");
        assertThat(rest.string("content")).contains("5");
        assertThat(rest.get("more")).isEmpty();
        assertThat(answer("read_file", "{'path':'/a','start_line':9}").string("content"))
                .contains("");
    }

    @Test
    void no_more_is_read_than_a_model_can_take() {
        int most = ReadingTools.CHARACTERS_MAX;
        put("/fits", "x".repeat(most));
        put("/lines", "x".repeat(99).concat("\n").repeat(most / 100 + 1));
        put("/line", "\ud83d\ude00".repeat(most));

        assertThat(answer("read_file", "{'path':'/fits'}").string("content").orElse(""))
                .hasSize(most);
        JsonObject cut = answer("read_file", "{'path':'/lines'}");
        assertThat(cut.string("content").orElse("")).hasSize(most);
        assertThat(cut.longValue("next_line")).hasValue(most / 100 + 1);
        JsonObject line = answer("read_file", "{'path':'/line'}");
        assertThat(line.string("content").orElse("")).hasSize(most);
        assertThat(line.string("note")).isPresent();
    }

    @Test
    void what_is_not_text_is_shown_in_base64_or_not_at_all() {
        answer("write_file", "{'path':'/small','content':'AAEC','encoding':'base64'}");
        store("/large", FileContent.of(new byte[ReadingTools.BINARY_BYTES_MAX + 1]));
        store("/fits", FileContent.of(new byte[ReadingTools.BINARY_BYTES_MAX]));

        JsonObject small = answer("read_file", "{'path':'/small'}");
        assertThat(small.string("encoding")).contains("base64");
        assertThat(small.string("content")).contains("AAEC");
        assertThat(error("read_file", "{'path':'/large'}")).contains("not text");
        assertThat(answer("read_file", "{'path':'/fits'}").string("encoding")).contains("base64");
        assertThat(error("edit_file", "{'path':'/small','old_text':'a','new_text':'b'}"))
                .contains("not text");
    }

    @Test
    void several_files_are_read_and_those_missing_are_named() {
        put("/a", "first");
        put("/b", "second");

        String read = answer("read_many_files", "{'paths':['/a','/none','/b']}").toJson();

        assertThat(read).contains("first", "second", "There is nothing at /none.");
    }

    @Test
    void an_edit_replaces_what_is_there_exactly_once() {
        put("/a", "one two two three");

        assertThat(error("edit_file", "{'path':'/a','old_text':'four','new_text':'4'}"))
                .contains("not in the file");
        assertThat(error("edit_file", "{'path':'/a','old_text':'two','new_text':'2'}"))
                .contains("more than once");
        assertThat(error("edit_file", "{'path':'/a','old_text':'','new_text':'2'}"))
                .contains("empty");
        put("/aa", "aaa");
        assertThat(error("edit_file", "{'path':'/aa','old_text':'aa','new_text':'2'}"))
                .contains("more than once");
        assertThat(content("/a")).isEqualTo("one two two three");

        answer("edit_file", "{'path':'/a','old_text':'two two','new_text':'2'}");
        assertThat(content("/a")).isEqualTo("one 2 three");
    }

    @Test
    void a_change_against_another_content_is_refused_with_the_hash_of_what_is_there() {
        put("/a", "first");
        String stale = FileContent.of("first").hash().hex();
        put("/a", "second");
        String current = FileContent.of("second").hash().hex();
        String expecting = ",'expected_hash':'" + stale + "'}";

        assertThat(
                        error(
                                "edit_file",
                                "{'path':'/a','old_text':'second','new_text':'x'" + expecting))
                .contains("changed", current);
        assertThat(error("write_file", "{'path':'/a','content':'x'" + expecting))
                .contains("changed", current);
        assertThat(error("delete_file", "{'path':'/a'" + expecting)).contains("changed", current);
        assertThat(content("/a")).isEqualTo("second");

        answer("delete_file", "{'path':'/a','expected_hash':'" + current + "'}");
        assertThat(error("read_file", "{'path':'/a'}")).isEqualTo("There is nothing at /a.");
    }

    @Test
    void a_call_that_is_run_again_writes_once() {
        put("/a", "one");
        IdempotencyKey edit = new IdempotencyKey("edit");
        IdempotencyKey delete = new IdempotencyKey("delete");
        String arguments = "{'path':'/a','old_text':'one','new_text':'one and one'}";

        ToolResult first = run("edit_file", arguments, edit);
        assertThat(first.succeeded()).isTrue();
        assertThat(run("edit_file", arguments, edit)).isEqualTo(first);
        assertThat(content("/a")).isEqualTo("one and one");

        ToolResult deleted = run("delete_file", "{'path':'/a'}", delete);
        assertThat(deleted.succeeded()).isTrue();
        put("/a", "later");
        assertThat(run("delete_file", "{'path':'/a'}", delete)).isEqualTo(deleted);
        assertThat(content("/a")).isEqualTo("later");
    }

    @Test
    void lines_are_found_by_patterns() {
        put("/src/a.txt", "one\nTwo\nthree");
        put("/src/b.md", "two\ntwo again");

        assertThat(answer("grep_files", "{'pattern':'^two'}").toJson())
                .isEqualTo(
                        "{\"complete\":true,\"matches\":[{\"path\":\"/src/b.md\",\"line_number\":1,\"line\":\"two\"},"
                                + "{\"path\":\"/src/b.md\",\"line_number\":2,\"line\":\"two again\"}]}");
        assertThat(answer("grep_files", "{'pattern':'^two','ignore_case':true,'limit':1}").toJson())
                .contains("/src/a.txt", "\"complete\":false")
                .doesNotContain("b.md");
        assertThat(answer("grep_files", "{'pattern':'o','glob':'*.txt'}").toJson())
                .contains("a.txt")
                .doesNotContain("b.md");
        assertThat(error("grep_files", "{'pattern':'('}")).contains("cannot be read");
    }

    @Test
    void a_pattern_that_would_explode_takes_no_longer_than_the_text() {
        put("/a", "a".repeat(16_000) + "!");

        assertThat(answer("grep_files", "{'pattern':'^(a+)+$'}").toJson())
                .isEqualTo("{\"complete\":true,\"matches\":[]}");
        assertThat(error("grep_files", "{'pattern':'((a{100}){100}){100}'}"))
                .contains("repetitions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/a/../../x", "/a//b", "a\\\\..\\\\b", "/a\\u0000", "", "/./x"})
    void a_path_that_leads_elsewhere_is_refused_in_a_sentence(String path) {
        for (String tool : List.of("read_file", "stat_file", "delete_file")) {
            assertThat(error(tool, "{'path':'" + path + "'}")).startsWith("A path");
        }
        assertThat(error("write_file", "{'path':'" + path + "','content':''}"))
                .startsWith("A path");
        assertThat(error("list_directory", "{'path':'" + path + "'}")).startsWith("A path");
    }

    @Test
    void a_file_of_the_largest_size_is_written_and_no_larger_one() {
        int most = FileBounds.STANDARD.fileBytes();

        answer("write_file", "{'path':'/a','content':'" + "x".repeat(most) + "'}");

        assertThat(error("write_file", "{'path':'/b','content':'" + "x".repeat(most + 1) + "'}"))
                .isEqualTo("/b: A file has at most " + most + " bytes.");
    }

    @Test
    void sessions_of_one_shared_workspace_see_each_others_files() {
        Workspace shared =
                new Workspace(
                        new WorkspaceId(UUID.randomUUID()),
                        OrganisationId.DEFAULT,
                        "shared",
                        "",
                        Instant.EPOCH,
                        Instant.EPOCH,
                        null);
        storage.workspaces().insert(shared);
        SessionKey one = opened(shared.id());
        SessionKey other = opened(shared.id());

        assertThat(run(one, "write_file", "{'path':'/a','content':'for all'}").succeeded())
                .isTrue();

        assertThat(run(other, "read_file", "{'path':'/a'}").output()).contains("for all");
        assertThat(error("read_file", "{'path':'/a'}")).contains("nothing");
    }

    @Test
    void arguments_that_make_no_sense_are_an_error_in_a_sentence() {
        assertThat(error("read_file", "[]")).contains("not an object");
        assertThat(error("read_file", "{}")).contains("path");
        assertThat(error("read_file", "{'path':7}")).contains("path");
        assertThat(error("read_file", "{'path':'/a','lines':0}")).contains("lines");
        assertThat(error("read_file", "{'path':'/'}")).contains("directory");
        assertThat(error("list_directory", "{'path':'/none'}")).contains("nothing");
        assertThat(error("list_directory", "{'path':'/','recursive':'yes'}")).contains("recursive");
        assertThat(error("read_many_files", "{'paths':[]}")).contains("paths");
        assertThat(error("write_file", "{'path':'/a','content':'%','encoding':'base64'}"))
                .contains("Base64");
        assertThat(error("write_file", "{'path':'/a','content':'','expected_hash':'x'}"))
                .contains("hash");
        assertThat(error("delete_file", "{'path':'/'}")).contains("directory");
        assertThat(error("glob", "{'pattern':'{a'}")).contains("braces");
        assertThat(error("open_file", "{}")).contains("open_file");
    }

    @Test
    void every_tool_says_what_its_runs_may_be_repeated_for() {
        assertThat(tools.capabilities()).hasSize(1);
        assertThat(tools.capabilities().getFirst().tools())
                .hasSize(9)
                .allSatisfy(tool -> assertThat(tool.hints().repeatable()).isTrue())
                .filteredOn(tool -> !tool.hints().readOnly())
                .extracting(ToolDefinition::name)
                .containsExactly("write_file", "edit_file", "delete_file");
    }

    private SessionKey opened(@Nullable WorkspaceId shared) {
        SessionKey key = new SessionKey(OrganisationId.DEFAULT, new SessionId(UUID.randomUUID()));
        SessionSettings settings =
                SessionSettings.of(Harness.GENERIC_ID, null, "a session").in(shared);
        storage.log()
                .append(
                        List.of(
                                Batch.of(
                                        key,
                                        new Guard.NewStream(),
                                        List.of(new SessionEvent.SessionOpened(settings)))))
                .toCompletableFuture()
                .join();
        return key;
    }

    private void put(String path, String content) {
        store(path, FileContent.of(content));
    }

    private void store(String path, FileContent content) {
        storage.files()
                .write(
                        FileWrite.of(
                                WorkspaceKey.own(session),
                                new FilePath(path),
                                new FileChange.Put(content, null),
                                Instant.EPOCH));
    }

    private String content(String path) {
        List<StoredFile> found =
                storage.files()
                        .read(FileView.now(WorkspaceKey.own(session)), List.of(new FilePath(path)));
        return found.getFirst().content().text().orElseThrow();
    }

    private JsonObject answer(String tool, String arguments) {
        ToolResult result = run(session, tool, arguments);
        assertThat(result.error()).isEmpty();
        return (JsonObject) new JsonText(result.output()).value();
    }

    private String error(String tool, String arguments) {
        ToolResult result = run(session, tool, arguments);
        assertThat(result.succeeded()).isFalse();
        return result.error();
    }

    private ToolResult run(SessionKey in, String tool, String arguments) {
        return run(in, tool, arguments, new IdempotencyKey("call " + calls++));
    }

    private ToolResult run(String tool, String arguments, IdempotencyKey key) {
        return run(session, tool, arguments, key);
    }

    private ToolResult run(SessionKey in, String tool, String arguments, IdempotencyKey key) {
        ToolCall call =
                new ToolCall(
                        new ToolCallId("call"), tool, new JsonText(arguments.replace('\'', '"')));
        ToolContext context =
                new ToolContext(
                        in, new TurnId(new UUID(1, 1)), JsonObject.empty(), key, Instant.MAX);
        try {
            return tools.run(FILES, call, context);
        } catch (InterruptedException nobodyInterrupts) {
            throw new AssertionError(nobodyInterrupts);
        }
    }
}
