package dev.perdure.tools.files;

import dev.perdure.engine.file.FileStore;
import dev.perdure.engine.file.FileView;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.file.FileEntry;
import dev.perdure.file.FilePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A workspace as models name what is in it: {@code /workspace/x} and {@code /x} are the same file,
 * which is kept under the name it was given first.
 */
record Place(FileStore files, WorkspaceKey workspace) {

    private static final FilePath OTHER_ROOT = new FilePath("/workspace");

    FileView now() {
        return FileView.now(workspace);
    }

    /** The name under which something is kept; the one that was asked for when nothing is. */
    FilePath kept(FilePath asked) {
        return spellings(asked)
                .filter(path -> path.isRoot() || files.find(now(), path).isPresent())
                .findFirst()
                .orElse(asked);
    }

    Optional<FileEntry> find(FilePath asked) {
        return spellings(asked).flatMap(path -> files.find(now(), path).stream()).findFirst();
    }

    /** What is in the directory under either of its names, in the order of paths. */
    List<FileEntry> list(FilePath asked, boolean recursive) {
        List<FileEntry> entries = new ArrayList<>();
        spellings(asked).forEach(path -> entries.addAll(files.list(now(), path, recursive)));
        return entries.stream()
                .distinct()
                .sorted((one, other) -> one.path().compareTo(other.path()))
                .toList();
    }

    /** Whether the directory is there under either of its names. */
    boolean isDirectory(FilePath asked) {
        return spellings(asked)
                .anyMatch(path ->
                        path.isRoot()
                                || files.find(now(), path)
                                        .filter(FileEntry::isDirectory)
                                        .isPresent());
    }

    /** The two names of one path. */
    static Stream<FilePath> spellings(FilePath path) {
        return Stream.concat(Stream.of(path), twin(path).stream());
    }

    private static Optional<FilePath> twin(FilePath path) {
        if (path.equals(OTHER_ROOT)) {
            return Optional.of(FilePath.ROOT);
        }
        if (path.isBelow(OTHER_ROOT)) {
            return FilePath.parse(path.within(OTHER_ROOT)).toJavaOptional();
        }
        return path.isRoot()
                ? Optional.of(OTHER_ROOT)
                : FilePath.parse(OTHER_ROOT.text() + path.text()).toJavaOptional();
    }
}
