package dev.perdure.engine.inmemory;

import dev.perdure.engine.file.FileChange;
import dev.perdure.engine.file.FileOutcome;
import dev.perdure.engine.file.FilePlan;
import dev.perdure.engine.file.FileRefusal;
import dev.perdure.engine.file.FileStore;
import dev.perdure.engine.file.FileView;
import dev.perdure.engine.file.FileWrite;
import dev.perdure.engine.file.StoredFile;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.event.StreamVersion;
import dev.perdure.file.FileEntry;
import dev.perdure.file.FilePath;
import dev.perdure.file.Workspace;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.IdempotencyKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files of workspaces. */
final class InMemoryFiles implements FileStore {

    private final Memory memory;

    InMemoryFiles(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Optional<FileEntry> find(FileView view, FilePath path) {
        return memory.locked(() -> seen(view).find(view, path));
    }

    @Override
    public List<FileEntry> list(FileView view, FilePath directory, boolean recursive) {
        return memory.locked(() -> seen(view).list(view, directory, recursive));
    }

    @Override
    public List<StoredFile> read(FileView view, List<FilePath> paths) {
        return memory.locked(() -> seen(view).read(view, paths));
    }

    @Override
    public FileOutcome write(FileWrite write) {
        return memory.locked(() -> {
            @Nullable StreamVersion last = lastFactOf(write.workspace());
            if (last == null) {
                return FilePlan.refused(FileRefusal.NO_SUCH_WORKSPACE).outcome();
            }
            StoredSpace space =
                    memory.spaces.computeIfAbsent(write.workspace(), fresh -> new StoredSpace());
            @Nullable IdempotencyKey key = write.origin().key();
            @Nullable FileOutcome before = key == null ? null : space.done(key.value());
            return before == null ? done(space, write, last) : before;
        });
    }

    @Override
    public Optional<FileOutcome> done(WorkspaceKey workspace, IdempotencyKey key) {
        return memory.locked(
                () -> Optional.ofNullable(seen(FileView.now(workspace)).done(key.value())));
    }

    private static FileOutcome done(StoredSpace space, FileWrite write, StreamVersion last) {
        FilePlan plan = FilePlan.of(space, write);
        if (plan.outcome() instanceof FileOutcome.Refused) {
            return plan.outcome();
        }
        if (write.change() instanceof FileChange.Put put) {
            space.hold(put.content());
        }
        space.apply(plan, last);
        @Nullable IdempotencyKey key = write.origin().key();
        if (key != null) {
            space.remember(key.value(), plan.outcome());
        }
        return plan.outcome();
    }

    /** Absent when there is no such workspace, or none that can be written. */
    private @Nullable StreamVersion lastFactOf(WorkspaceKey key) {
        StoredStream stream =
                memory.stream(new SessionKey(key.organisation(), new SessionId(key.id().value())));
        if (stream != null) {
            return stream.version();
        }
        Workspace shared = memory.workspaces.get(key.id());
        return shared != null
                        && shared.organisation().equals(key.organisation())
                        && !shared.isArchived()
                ? StreamVersion.NONE
                : null;
    }

    private StoredSpace seen(FileView view) {
        StoredSpace space = memory.spaces.get(view.workspace());
        return space == null ? new StoredSpace() : space;
    }
}
