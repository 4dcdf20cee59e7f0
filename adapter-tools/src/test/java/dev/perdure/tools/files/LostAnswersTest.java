package dev.perdure.tools.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.perdure.capability.CapabilityId;
import dev.perdure.engine.file.FileOutcome;
import dev.perdure.engine.file.FileStore;
import dev.perdure.engine.file.FileView;
import dev.perdure.engine.file.FileWrite;
import dev.perdure.engine.file.StoredFile;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.secret.ListSecrets;
import dev.perdure.engine.session.FindWorkspace;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.event.SessionEvent;
import dev.perdure.file.FileEntry;
import dev.perdure.file.FilePath;
import dev.perdure.harness.Harness;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.TurnId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Calls whose store does what it is asked for, and is gone before it says so. */
class LostAnswersTest {

    private final InMemoryStorage storage = InMemoryStorage.open();
    private final SessionKey session = opened();
    private final Forgetful store = new Forgetful(storage.files());
    private final FileTools files =
            new FileTools(store, new FindWorkspace(storage.sessions()), storage.clock());
    private final ValueTools values =
            new ValueTools(store, new ListSecrets(storage.secrets()), storage.clock());

    @Test
    void a_write_is_asked_for_again_and_done_once() {
        store.losses = 1;
        assertThat(call(files, "write_file", "{'path':'/a','content':'one'}").succeeded()).isTrue();
        store.losses = 1;
        assertThat(
                        call(
                                        files,
                                        "edit_file",
                                        "{'path':'/a','old_text':'one','new_text':'one, one'}")
                                .succeeded())
                .isTrue();
        assertThat(call(files, "read_file", "{'path':'/a'}").output()).contains("\"one, one\"");
        store.losses = 1;
        assertThat(call(files, "delete_file", "{'path':'/a'}").output()).contains("deleted");
        store.losses = 1;
        assertThat(call(values, "kv_store", "{'action':'set','key':'k','value':'v'}").succeeded())
                .isTrue();
    }

    @Test
    void what_became_of_a_write_is_unknown_when_no_answer_comes() {
        store.losses = 2;
        assertThat(call(files, "write_file", "{'path':'/a','content':'one'}"))
                .isEqualTo(ToolResult.unknown());
        store.losses = 2;
        assertThat(call(values, "kv_store", "{'action':'set','key':'k','value':'v'}"))
                .isEqualTo(ToolResult.unknown());

        assertThat(call(files, "read_file", "{'path':'/a'}").output()).contains("one");
    }

    @Test
    void a_question_that_finds_no_store_fails_as_it_is() {
        store.isAway = true;

        assertThatExceptionOfType(StoreUnavailable.class)
                .isThrownBy(() -> call(files, "read_file", "{'path':'/a'}"));
        assertThatExceptionOfType(StoreUnavailable.class)
                .isThrownBy(() -> call(values, "kv_store", "{'action':'get','key':'k'}"));
    }

    private int calls;

    private ToolResult call(ToolRunner tools, String name, String arguments) {
        ToolCall call =
                new ToolCall(
                        new ToolCallId("call"), name, new JsonText(arguments.replace('\'', '"')));
        IdempotencyKey key = new IdempotencyKey("call " + calls++);
        TurnId turn = new TurnId(new UUID(1, 1));
        ToolContext context = new ToolContext(session, turn, JsonObject.empty(), key, Instant.MAX);
        CapabilityId capability = tools.capabilities().getFirst().id();
        try {
            return tools.run(capability, call, context);
        } catch (InterruptedException nobodyInterrupts) {
            throw new AssertionError(nobodyInterrupts);
        }
    }

    private SessionKey opened() {
        SessionKey key = new SessionKey(OrganisationId.DEFAULT, new SessionId(UUID.randomUUID()));
        SessionSettings settings = SessionSettings.of(Harness.GENERIC_ID, null, "a session");
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

    /** Writes, and loses its next answers; or is not there at all. */
    private static final class Forgetful implements FileStore {

        private final FileStore truth;
        private int losses;
        private boolean isAway;

        Forgetful(FileStore truth) {
            this.truth = truth;
        }

        @Override
        public Optional<FileEntry> find(FileView view, FilePath path) {
            return there().find(view, path);
        }

        @Override
        public List<FileEntry> list(FileView view, FilePath directory, boolean recursive) {
            return there().list(view, directory, recursive);
        }

        @Override
        public List<StoredFile> read(FileView view, List<FilePath> paths) {
            return there().read(view, paths);
        }

        @Override
        public FileOutcome write(FileWrite write) {
            FileOutcome outcome = there().write(write);
            if (losses > 0) {
                losses--;
                throw gone();
            }
            return outcome;
        }

        @Override
        public Optional<FileOutcome> done(WorkspaceKey workspace, IdempotencyKey key) {
            return there().done(workspace, key);
        }

        private FileStore there() {
            if (isAway) {
                throw gone();
            }
            return truth;
        }

        private static StoreUnavailable gone() {
            return new StoreUnavailable("gone", new IOException("connection lost"));
        }
    }
}
