package dev.perdure.contract.lies;

import dev.perdure.engine.file.FileBounds;
import dev.perdure.engine.file.FileChange;
import dev.perdure.engine.file.FileCondition;
import dev.perdure.engine.file.FileContent;
import dev.perdure.engine.file.FileOrigin;
import dev.perdure.engine.file.FileOutcome;
import dev.perdure.engine.file.FileRefusal;
import dev.perdure.engine.file.FileStore;
import dev.perdure.engine.file.FileView;
import dev.perdure.engine.file.FileWrite;
import dev.perdure.engine.file.StoredFile;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.store.Storage;
import dev.perdure.event.StreamVersion;
import dev.perdure.file.FileEntry;
import dev.perdure.file.FilePath;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.IdempotencyKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Lies about files. */
final class FileLies {

    private FileLies() {}

    static List<Lie> all() {
        return List.of(
                lie("reads what nobody wrote", ReadsAnything::new),
                lie("forgets when a file came to be", ForgetsTheBeginning::new),
                lie("shows no directories", HidesDirectories::new),
                lie("lists files backwards", ListsBackwards::new),
                writing("believes that nobody wrote meanwhile", FileLies::ignoringHashes),
                writing("replaces what is to be new", FileLies::ignoringAbsence),
                writing("makes what is to be there", FileLies::ignoringPresence),
                lie("writes what is read-only", WritesProtected::new),
                lie("puts files in the place of directories", ReplacesDirectories::new),
                writing("deletes directories that are not empty", FileLies::deletingAll),
                lie("leaves something where something was moved from", LeavesTraces::new),
                writing("knows no bounds", write -> write.within(FileBounds.STANDARD)),
                seeing("shows files to strangers", FileLies::ofAnybody),
                writing("has one area for everything", FileLies::inOneArea),
                lie("says that it wrote where nothing is", WritesNowhere::new),
                seeing("knows no past", view -> FileView.now(view.workspace())),
                seeing("is one fact ahead of the past", FileLies::aFactLater),
                lie("knows the present alone", ForgetsThePast::new),
                writing("forgets what was done under a key", write -> write.by(FileOrigin.CLIENT)),
                lie("remembers what it refused under a key", RemembersRefusals::new),
                lie("takes a key for one write of all workspaces", OneKeyForAll::new),
                lie("knows of nothing that was done under a key", KnowsNoKeys::new),
                new Lie(
                        "forgets files with its node",
                        () ->
                                new Liar() {
                                    @Override
                                    InMemoryStorage reopened(InMemoryStorage data) {
                                        return InMemoryStorage.open();
                                    }
                                }));
    }

    private static Lie lie(String name, Function<FileStore, FileStore> lying) {
        return new Lie(
                name,
                () ->
                        new Liar() {
                            @Override
                            FileStore files(Storage truth) {
                                return lying.apply(truth.files());
                            }
                        });
    }

    private static Lie writing(String name, UnaryOperator<FileWrite> instead) {
        return lie(
                name,
                truth ->
                        new TrueFiles(truth) {
                            @Override
                            FileWrite instead(FileWrite asked) {
                                return instead.apply(asked);
                            }
                        });
    }

    private static Lie seeing(String name, UnaryOperator<FileView> instead) {
        return lie(
                name,
                truth ->
                        new TrueFiles(truth) {
                            @Override
                            FileView view(FileView asked) {
                                return instead.apply(asked);
                            }
                        });
    }

    private static FileWrite ignoringHashes(FileWrite write) {
        return write.condition() instanceof FileCondition.Unchanged
                ? write.when(new FileCondition.Present())
                : write;
    }

    private static FileWrite ignoringAbsence(FileWrite write) {
        return write.condition() instanceof FileCondition.Absent
                ? write.when(new FileCondition.Any())
                : write;
    }

    private static FileWrite ignoringPresence(FileWrite write) {
        return write.condition() instanceof FileCondition.Present
                ? write.when(new FileCondition.Any())
                : write;
    }

    private static FileWrite deletingAll(FileWrite write) {
        return write.change() instanceof FileChange.Delete
                ? new FileWrite(
                        write.workspace(),
                        write.path(),
                        new FileChange.Delete(true),
                        write.condition(),
                        write.origin(),
                        write.bounds(),
                        write.at())
                : write;
    }

    private static FileWrite inOneArea(FileWrite write) {
        return new FileWrite(
                WorkspaceKey.files(write.workspace().organisation(), write.workspace().id()),
                write.path(),
                write.change(),
                write.condition(),
                write.origin(),
                write.bounds(),
                write.at());
    }

    private static FileView ofAnybody(FileView view) {
        return new FileView(
                new WorkspaceKey(
                        OrganisationId.DEFAULT, view.workspace().id(), view.workspace().area()),
                view.asOf());
    }

    private static FileView aFactLater(FileView view) {
        StreamVersion fact = view.asOf();
        return fact == null ? view : FileView.asOf(view.workspace(), fact.next());
    }

    private static final class ReadsAnything extends TrueFiles {

        ReadsAnything(FileStore truth) {
            super(truth);
        }

        @Override
        public List<StoredFile> read(FileView view, List<FilePath> paths) {
            return truth.read(view, paths).stream()
                    .map(file -> new StoredFile(file.entry(), FileContent.of("anything")))
                    .toList();
        }
    }

    private static final class ForgetsTheBeginning extends TrueFiles {

        ForgetsTheBeginning(FileStore truth) {
            super(truth);
        }

        @Override
        public FileOutcome write(FileWrite write) {
            return truth.write(write) instanceof FileOutcome.Done done
                    ? new FileOutcome.Done(
                            new FileEntry(
                                    done.entry().path(),
                                    done.entry().hash(),
                                    done.entry().readOnly(),
                                    done.entry().size(),
                                    write.at(),
                                    done.entry().updatedAt()))
                    : truth.write(write);
        }
    }

    private static final class HidesDirectories extends TrueFiles {

        HidesDirectories(FileStore truth) {
            super(truth);
        }

        @Override
        public List<FileEntry> list(FileView view, FilePath directory, boolean recursive) {
            return truth.list(view, directory, recursive).stream()
                    .filter(entry -> !entry.isDirectory())
                    .toList();
        }
    }

    private static final class ListsBackwards extends TrueFiles {

        ListsBackwards(FileStore truth) {
            super(truth);
        }

        @Override
        public List<FileEntry> list(FileView view, FilePath directory, boolean recursive) {
            return truth.list(view, directory, recursive).reversed();
        }
    }

    private static final class WritesProtected extends TrueFiles {

        WritesProtected(FileStore truth) {
            super(truth);
        }

        @Override
        public FileOutcome write(FileWrite write) {
            truth.write(
                    FileWrite.of(
                            write.workspace(),
                            write.path(),
                            new FileChange.Protect(false),
                            write.at()));
            return truth.write(write);
        }
    }

    private static final class ReplacesDirectories extends TrueFiles {

        ReplacesDirectories(FileStore truth) {
            super(truth);
        }

        @Override
        public FileOutcome write(FileWrite write) {
            if (write.change() instanceof FileChange.Put
                    && truth.find(FileView.now(write.workspace()), write.path())
                            .filter(FileEntry::isDirectory)
                            .isPresent()) {
                truth.write(
                        FileWrite.of(
                                write.workspace(),
                                write.path(),
                                new FileChange.Delete(true),
                                write.at()));
            }
            return truth.write(write);
        }
    }

    private static final class LeavesTraces extends TrueFiles {

        LeavesTraces(FileStore truth) {
            super(truth);
        }

        @Override
        public FileOutcome write(FileWrite write) {
            FileOutcome outcome = truth.write(write);
            if (write.change() instanceof FileChange.Move) {
                truth.write(
                        FileWrite.of(
                                write.workspace(),
                                write.path(),
                                new FileChange.MakeDirectory(),
                                write.at()));
            }
            return outcome;
        }
    }

    private static final class WritesNowhere extends TrueFiles {

        WritesNowhere(FileStore truth) {
            super(truth);
        }

        @Override
        public FileOutcome write(FileWrite write) {
            FileOutcome honest = truth.write(write);
            return honest instanceof FileOutcome.Refused refused
                            && refused.why() == FileRefusal.NO_SUCH_WORKSPACE
                    ? new FileOutcome.Done(FileEntry.directory(write.path(), write.at()))
                    : honest;
        }
    }

    private static final class ForgetsThePast extends TrueFiles {

        ForgetsThePast(FileStore truth) {
            super(truth);
        }

        @Override
        public List<FileEntry> list(FileView view, FilePath directory, boolean recursive) {
            return view.asOf() == null ? truth.list(view, directory, recursive) : List.of();
        }
    }

    private static final class RemembersRefusals extends TrueFiles {

        private static final Map<String, FileOutcome> REFUSED = new ConcurrentHashMap<>();

        RemembersRefusals(FileStore truth) {
            super(truth);
        }

        @Override
        public FileOutcome write(FileWrite write) {
            IdempotencyKey key = write.origin().key();
            if (key == null) {
                return truth.write(write);
            }
            String known = write.workspace() + key.value();
            FileOutcome refused = REFUSED.get(known);
            FileOutcome outcome = refused == null ? truth.write(write) : refused;
            if (outcome instanceof FileOutcome.Refused) {
                REFUSED.put(known, outcome);
            }
            return outcome;
        }
    }

    private static final class KnowsNoKeys extends TrueFiles {

        KnowsNoKeys(FileStore truth) {
            super(truth);
        }

        @Override
        public Optional<FileOutcome> done(WorkspaceKey workspace, IdempotencyKey key) {
            return Optional.empty();
        }
    }

    private static final class OneKeyForAll extends TrueFiles {

        private static final Map<String, FileOutcome> DONE = new ConcurrentHashMap<>();

        OneKeyForAll(FileStore truth) {
            super(truth);
        }

        @Override
        public FileOutcome write(FileWrite write) {
            IdempotencyKey key = write.origin().key();
            return key == null
                    ? truth.write(write)
                    : DONE.computeIfAbsent(key.value(), fresh -> truth.write(write));
        }
    }
}
