package dev.perdure.tools.files;

import dev.perdure.engine.file.FileStore;
import dev.perdure.engine.file.FileView;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.file.FileEntry;
import dev.perdure.file.FilePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A workspace as models name what is in it: {@code /workspace/x} and {@code /x} are one place. What
 * comes to be there is kept beside what is above it, and else under the shorter name.
 */
record Place(FileStore files, WorkspaceKey workspace) {

    private static final FilePath OTHER_ROOT = new FilePath("/workspace");

    FileView now() {
        return FileView.now(workspace);
    }

    /** The name under which something is kept, or would be if nothing is. */
    FilePath kept(FilePath asked) {
        return spellings(asked)
                .filter(this::isThere)
                .findFirst()
                .orElseGet(() -> besideWhatIsAbove(asked));
    }

    /** The names under which something is kept that the path may mean; the root has one. */
    List<FilePath> allKept(FilePath asked) {
        List<FilePath> names = spellings(asked).filter(this::isThere).toList();
        return names.contains(FilePath.ROOT) ? List.of(FilePath.ROOT) : names;
    }

    private FilePath besideWhatIsAbove(FilePath asked) {
        List<FilePath> names = spellings(asked).toList();
        FilePath shortest =
                names.stream()
                        .min(Comparator.comparingInt(name -> name.text().length()))
                        .orElse(asked);
        List<FilePath> above = names;
        for (int left = shortest.ancestors().size(); left > 0; left--) {
            above = above.stream().map(FilePath::parent).toList();
            for (int at = 0; at < names.size(); at++) {
                if (isThere(above.get(at))) {
                    return names.get(at);
                }
            }
        }
        return shortest;
    }

    private boolean isThere(FilePath path) {
        return path.isRoot() || files.find(now(), path).isPresent();
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

    /** The file, or the files in the directory and those in it, in the order of paths. */
    List<FileEntry> allFiles(FilePath asked) throws FileToolException {
        Optional<FileEntry> file = find(asked).filter(entry -> !entry.isDirectory());
        if (file.isPresent()) {
            return List.of(file.get());
        }
        if (!isDirectory(asked)) {
            throw ReadingTools.missing(asked);
        }
        return list(asked, true).stream().filter(entry -> !entry.isDirectory()).toList();
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
