package dev.perdure.engine.inmemory;

import dev.perdure.engine.file.FileContent;
import dev.perdure.engine.file.FileOutcome;
import dev.perdure.engine.file.FilePlan;
import dev.perdure.engine.file.FileSpace;
import dev.perdure.engine.file.FileView;
import dev.perdure.engine.file.StoredFile;
import dev.perdure.event.StreamVersion;
import dev.perdure.file.FileEntry;
import dev.perdure.file.FileHash;
import dev.perdure.file.FilePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One area of a workspace: every version of everything in it. */
final class StoredSpace implements FileSpace {

    private final NavigableMap<FilePath, List<Version>> versions = new TreeMap<>();
    private final Map<FileHash, FileContent> contents = new HashMap<>();
    private final Map<String, FileOutcome> done = new HashMap<>();
    private long entries;
    private long bytes;

    /** What a write under this key did. */
    @Nullable FileOutcome done(String key) {
        return done.get(key);
    }

    void remember(String key, FileOutcome outcome) {
        done.put(key, outcome);
    }

    void hold(FileContent content) {
        contents.put(content.hash(), content);
    }

    /**
     * @param written the last fact of the session; none in a shared workspace
     */
    void apply(FilePlan plan, StreamVersion written) {
        plan.gone().forEach(path -> replace(path, null, written));
        plan.put().forEach(entry -> replace(entry.path(), entry, written));
        entries += plan.moreEntries();
        bytes += plan.moreBytes();
    }

    private void replace(FilePath path, @Nullable FileEntry entry, StreamVersion written) {
        List<Version> of = versions.computeIfAbsent(path, fresh -> new ArrayList<>());
        if (!of.isEmpty()) {
            of.set(of.size() - 1, of.getLast().replaced(written));
        }
        of.add(new Version(entry, written, null));
    }

    @Override
    public Optional<FileEntry> find(FilePath path) {
        return at(path, null);
    }

    @Override
    public List<FileEntry> below(FilePath directory) {
        return all(null).filter(entry -> entry.path().isBelow(directory)).toList();
    }

    @Override
    public long entries() {
        return entries;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    Optional<FileEntry> find(FileView view, FilePath path) {
        return at(path, view.asOf());
    }

    List<FileEntry> list(FileView view, FilePath directory, boolean recursive) {
        return all(view.asOf())
                .filter(entry ->
                        recursive
                                ? entry.path().isBelow(directory)
                                : entry.path().parent().equals(directory))
                .toList();
    }

    List<StoredFile> read(FileView view, List<FilePath> paths) {
        return paths.stream()
                .distinct()
                .sorted()
                .flatMap(path -> at(path, view.asOf()).stream())
                .flatMap(entry ->
                        Optional.ofNullable(entry.hash())
                                .map(hash ->
                                        new StoredFile(
                                                entry, Objects.requireNonNull(contents.get(hash))))
                                .stream())
                .toList();
    }

    private Stream<FileEntry> all(@Nullable StreamVersion fact) {
        return versions.keySet().stream().flatMap(path -> at(path, fact).stream());
    }

    private Optional<FileEntry> at(FilePath path, @Nullable StreamVersion fact) {
        return versions.getOrDefault(path, List.of()).stream()
                .filter(version -> version.isSeenAt(fact))
                .findFirst()
                .flatMap(version -> Optional.ofNullable(version.entry()));
    }

    /**
     * @param entry absent when nothing is there from then on
     * @param replaced absent while it is the latest
     */
    private record Version(
            @Nullable FileEntry entry, StreamVersion written, @Nullable StreamVersion replaced) {

        Version replaced(StreamVersion by) {
            return new Version(entry, written, by);
        }

        boolean isSeenAt(@Nullable StreamVersion fact) {
            return fact == null
                    ? replaced == null
                    : written.compareTo(fact) < 0
                            && (replaced == null || replaced.compareTo(fact) >= 0);
        }
    }
}
