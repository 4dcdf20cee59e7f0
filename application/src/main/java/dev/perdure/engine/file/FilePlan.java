package dev.perdure.engine.file;

import dev.perdure.file.FileEntry;
import dev.perdure.file.FileHash;
import dev.perdure.file.FilePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a write comes to, given what is there: the one judge of all stores.
 *
 * @param outcome what is answered when {@code gone} and {@code put} are stored
 * @param gone paths where nothing is any more
 * @param put what is there from now on, where something was before or not
 * @param moreEntries by how much the number of files and directories changes
 * @param moreBytes by how much all files together grow
 */
public record FilePlan(
        FileOutcome outcome,
        List<FilePath> gone,
        List<FileEntry> put,
        long moreEntries,
        long moreBytes) {

    public FilePlan {
        gone = List.copyOf(gone);
        put = List.copyOf(put);
    }

    /** Decides on a write. What it puts under a hash that is new has the content of the write. */
    public static FilePlan of(FileSpace space, FileWrite write) {
        FilePath path = write.path();
        if (path.isRoot()) {
            return refused(FileRefusal.IS_DIRECTORY);
        }
        @Nullable FileEntry there = space.find(path).orElse(null);
        return switch (write.change()) {
            case FileChange.Put put -> put(space, write, put, there);
            case FileChange.Protect protect -> protect(write, protect, there);
            case FileChange.MakeDirectory ignored -> directory(space, write, there);
            case FileChange.Delete delete -> delete(space, write, delete, there);
            case FileChange.Move move -> move(space, write, move.to(), there);
        };
    }

    /** What is not to be done. */
    public static FilePlan refused(FileRefusal why) {
        return refused(why, null);
    }

    private static FilePlan put(
            FileSpace space, FileWrite write, FileChange.Put put, @Nullable FileEntry there) {
        @Nullable FilePlan refused = unfit(write.condition(), there);
        if (refused != null) {
            return refused;
        }
        if (there != null && there.isDirectory()) {
            return refused(FileRefusal.IS_DIRECTORY);
        }
        if (there != null && there.readOnly()) {
            return refused(FileRefusal.READ_ONLY, there.hash());
        }
        if (put.content().size() > write.bounds().fileBytes()) {
            return refused(FileRefusal.FILE_TOO_LARGE);
        }
        boolean readOnly =
                put.readOnly() == null ? there != null && there.readOnly() : put.readOnly();
        FileEntry entry =
                new FileEntry(
                        write.path(),
                        put.content().hash(),
                        readOnly,
                        put.content().size(),
                        there == null ? write.at() : there.createdAt(),
                        write.at());
        FilePlan plan =
                new FilePlan(
                        new FileOutcome.Done(entry),
                        List.of(),
                        List.of(entry),
                        there == null ? 1 : 0,
                        entry.size() - (there == null ? 0 : there.size()));
        return withDirectories(space, write, plan);
    }

    private static FilePlan protect(
            FileWrite write, FileChange.Protect protect, @Nullable FileEntry there) {
        if (there == null) {
            return refused(FileRefusal.NOT_FOUND);
        }
        @Nullable FilePlan refused = unfit(write.condition(), there);
        if (refused != null) {
            return refused;
        }
        if (there.isDirectory()) {
            return refused(FileRefusal.IS_DIRECTORY);
        }
        FileEntry entry = there.readOnly(protect.readOnly(), write.at());
        return new FilePlan(new FileOutcome.Done(entry), List.of(), List.of(entry), 0, 0);
    }

    private static FilePlan directory(FileSpace space, FileWrite write, @Nullable FileEntry there) {
        @Nullable FilePlan refused = unfit(write.condition(), there);
        if (refused != null) {
            return refused;
        }
        if (there != null) {
            // A version that changes nothing is where the key of the write is kept.
            List<FileEntry> kept = write.origin().key() == null ? List.of() : List.of(there);
            return there.isDirectory()
                    ? new FilePlan(new FileOutcome.Done(there), List.of(), kept, 0, 0)
                    : refused(FileRefusal.EXISTS, there.hash());
        }
        FileEntry entry = FileEntry.directory(write.path(), write.at());
        return withDirectories(
                space,
                write,
                new FilePlan(new FileOutcome.Done(entry), List.of(), List.of(entry), 1, 0));
    }

    private static FilePlan delete(
            FileSpace space, FileWrite write, FileChange.Delete delete, @Nullable FileEntry there) {
        if (there == null) {
            return refused(FileRefusal.NOT_FOUND);
        }
        @Nullable FilePlan refused = unfit(write.condition(), there);
        if (refused != null) {
            return refused;
        }
        List<FileEntry> going = withAllBelow(space, there);
        if (going.size() > 1 && !delete.recursive()) {
            return refused(FileRefusal.NOT_EMPTY);
        }
        return going.stream().anyMatch(FileEntry::readOnly)
                ? refused(FileRefusal.READ_ONLY, there.hash())
                : new FilePlan(
                        new FileOutcome.Deleted(write.path()),
                        going.stream().map(FileEntry::path).toList(),
                        List.of(),
                        -going.size(),
                        -going.stream().mapToLong(FileEntry::size).sum());
    }

    private static FilePlan move(
            FileSpace space, FileWrite write, FilePath to, @Nullable FileEntry there) {
        if (there == null) {
            return refused(FileRefusal.NOT_FOUND);
        }
        @Nullable FilePlan refused = unfit(write.condition(), there);
        if (refused != null) {
            return refused;
        }
        if (to.isBelow(write.path())) {
            return refused(FileRefusal.INTO_ITSELF);
        }
        Optional<FileEntry> before = to.isRoot() ? Optional.of(there) : space.find(to);
        if (before.isPresent()) {
            return refused(FileRefusal.EXISTS, before.get().hash());
        }
        List<FileEntry> moved = new ArrayList<>();
        List<FileEntry> going = withAllBelow(space, there);
        for (FileEntry entry : going) {
            String place =
                    entry.path().equals(write.path())
                            ? to.text()
                            : to.text() + "/" + entry.path().within(write.path());
            if (entry.readOnly()) {
                return refused(FileRefusal.READ_ONLY, there.hash());
            }
            if (FilePath.parse(place).isLeft()) {
                return refused(FileRefusal.PATH_TOO_LONG);
            }
            moved.add(entry.at(new FilePath(place), write.at()));
        }
        FileOutcome done = new FileOutcome.Done(moved.getFirst());
        List<FilePath> gone = going.stream().map(FileEntry::path).toList();
        return withDirectories(space, write, new FilePlan(done, gone, moved, 0, 0));
    }

    /** Adds the directories above the first entry, and looks whether there is room. */
    private static FilePlan withDirectories(FileSpace space, FileWrite write, FilePlan plan) {
        List<FileEntry> put = new ArrayList<>();
        for (FilePath ancestor : plan.put().getFirst().path().ancestors()) {
            Optional<FileEntry> there = space.find(ancestor);
            if (there.isEmpty()) {
                put.add(FileEntry.directory(ancestor, write.at()));
            } else if (!there.get().isDirectory()) {
                return refused(FileRefusal.NOT_A_DIRECTORY);
            }
        }
        long more = plan.moreEntries() + put.size();
        put.addAll(plan.put());
        if (more > 0 && space.entries() + more > write.bounds().entries()) {
            return refused(FileRefusal.TOO_MANY_FILES);
        }
        return plan.moreBytes() > 0
                        && space.bytes() + plan.moreBytes() > write.bounds().totalBytes()
                ? refused(FileRefusal.WORKSPACE_FULL)
                : new FilePlan(plan.outcome(), plan.gone(), put, more, plan.moreBytes());
    }

    private static List<FileEntry> withAllBelow(FileSpace space, FileEntry there) {
        List<FileEntry> all = new ArrayList<>();
        all.add(there);
        if (there.isDirectory()) {
            all.addAll(space.below(there.path()));
        }
        return all;
    }

    /** The refusal of a write whose writer believes something else than is there. */
    private static @Nullable FilePlan unfit(FileCondition believed, @Nullable FileEntry there) {
        return switch (believed) {
            case FileCondition.Any ignored -> null;
            case FileCondition.Absent ignored ->
                    there == null ? null : refused(FileRefusal.EXISTS, there.hash());
            case FileCondition.Present ignored ->
                    there == null ? refused(FileRefusal.NOT_FOUND) : null;
            case FileCondition.Unchanged unchanged -> {
                if (there == null) {
                    yield refused(FileRefusal.NOT_FOUND);
                }
                yield unchanged.hash().equals(there.hash())
                        ? null
                        : refused(FileRefusal.STALE, there.hash());
            }
        };
    }

    private static FilePlan refused(FileRefusal why, @Nullable FileHash current) {
        return new FilePlan(new FileOutcome.Refused(why, current), List.of(), List.of(), 0, 0);
    }
}
