package dev.perdure.contract.lies;

import dev.perdure.engine.file.FileOrigin;
import dev.perdure.engine.store.MemoryEntry;
import dev.perdure.engine.store.MemoryScope;
import dev.perdure.engine.store.MemoryStore;
import dev.perdure.engine.store.Storage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Lies about what agents remember. */
final class MemoryLies {

    private static final long A_WHILE_NANOS = 8_000_000;
    private static final int ALL = 1_000;

    private MemoryLies() {}

    static List<Lie> all() {
        return List.of(
                lie("forgets where memories come from", ForgetsOrigins::new),
                lie("ranks memories by age alone", RanksByAge::new),
                lie("finds memories by the first word alone", ReadsOneWord::new),
                lie("finds memories that have all the words alone", WantsAllWords::new),
                lie("lists memories backwards", ListsBackwards::new),
                lie("takes accents for letters", MindsAccents::new),
                lie("tells agents what other agents remember", MixesScopes::new),
                lie("takes the name of a memory twice", TakesNamesTwice::new),
                lie("replaces whatever version of a memory", IgnoresSeenVersion::new),
                lie("says that it forgot a memory, and did not", RemovesNothing::new),
                lie("counts memories and adds later", CountsThenAdds::new),
                lie("checks the version of a memory and replaces later", ChecksThenWrites::new));
    }

    /** One liar keeps one lying store, so that what it remembers is of one storage. */
    private static Lie lie(String name, Function<MemoryStore, MemoryStore> lying) {
        return new Lie(
                name,
                () ->
                        new Liar() {
                            private final Map<Storage, MemoryStore> stores =
                                    new ConcurrentHashMap<>();

                            @Override
                            MemoryStore memories(Storage truth) {
                                return stores.computeIfAbsent(
                                        truth, storage -> lying.apply(storage.memories()));
                            }
                        });
    }

    private static final class ForgetsOrigins extends TrueMemories {

        ForgetsOrigins(MemoryStore truth) {
            super(truth);
        }

        @Override
        public Optional<MemoryEntry> find(MemoryScope scope, String name) {
            return super.find(scope, name)
                    .map(entry ->
                            new MemoryEntry(
                                    entry.scope(),
                                    entry.name(),
                                    entry.text(),
                                    entry.version(),
                                    FileOrigin.CLIENT,
                                    entry.createdAt(),
                                    entry.updatedAt()));
        }
    }

    private static final class RanksByAge extends TrueMemories {

        RanksByAge(MemoryStore truth) {
            super(truth);
        }

        @Override
        public List<MemoryEntry> search(MemoryScope scope, List<String> words, int limit) {
            return super.search(scope, words, ALL).stream()
                    .sorted(Comparator.comparing(MemoryEntry::updatedAt).reversed())
                    .limit(limit)
                    .toList();
        }
    }

    private static final class ReadsOneWord extends TrueMemories {

        ReadsOneWord(MemoryStore truth) {
            super(truth);
        }

        @Override
        public List<MemoryEntry> search(MemoryScope scope, List<String> words, int limit) {
            return super.search(scope, words.stream().limit(1).toList(), limit);
        }
    }

    private static final class WantsAllWords extends TrueMemories {

        WantsAllWords(MemoryStore truth) {
            super(truth);
        }

        @Override
        public List<MemoryEntry> search(MemoryScope scope, List<String> words, int limit) {
            return super.search(scope, words, limit).stream()
                    .filter(entry -> entry.words().containsAll(words))
                    .toList();
        }
    }

    private static final class ListsBackwards extends TrueMemories {

        ListsBackwards(MemoryStore truth) {
            super(truth);
        }

        @Override
        public List<MemoryEntry> search(MemoryScope scope, List<String> words, int limit) {
            List<MemoryEntry> honest = super.search(scope, words, limit);
            return words.isEmpty() ? honest.reversed() : honest;
        }
    }

    private static final class MindsAccents extends TrueMemories {

        MindsAccents(MemoryStore truth) {
            super(truth);
        }

        @Override
        public List<MemoryEntry> search(MemoryScope scope, List<String> words, int limit) {
            return super.search(scope, words, limit).stream()
                    .filter(entry ->
                            words.isEmpty()
                                    || words.stream()
                                            .anyMatch(word ->
                                                    (entry.name() + entry.text())
                                                            .toLowerCase(Locale.ROOT)
                                                            .contains(word)))
                    .toList();
        }
    }

    private static final class MixesScopes extends TrueMemories {

        MixesScopes(MemoryStore truth) {
            super(truth);
        }

        @Override
        public Optional<MemoryEntry> find(MemoryScope scope, String name) {
            Optional<MemoryEntry> honest = super.find(scope, name);
            return honest.isPresent()
                    ? honest
                    : super.find(new MemoryScope(scope.organisation(), null), name);
        }
    }

    private static final class TakesNamesTwice extends TrueMemories {

        TakesNamesTwice(MemoryStore truth) {
            super(truth);
        }

        @Override
        public MemoryWrite insert(MemoryEntry entry, int max) {
            MemoryWrite honest = super.insert(entry, max);
            return honest == MemoryWrite.NAME_TAKEN ? MemoryWrite.STORED : honest;
        }
    }

    private static final class IgnoresSeenVersion extends TrueMemories {

        IgnoresSeenVersion(MemoryStore truth) {
            super(truth);
        }

        @Override
        public MemoryWrite replace(MemoryEntry entry, int seen) {
            return truth.find(entry.scope(), entry.name())
                    .map(stored -> super.replace(entry, stored.version()))
                    .orElse(MemoryWrite.VERSION_CONFLICT);
        }
    }

    private static final class RemovesNothing extends TrueMemories {

        RemovesNothing(MemoryStore truth) {
            super(truth);
        }

        @Override
        public boolean remove(MemoryScope scope, String name) {
            return truth.find(scope, name).isPresent();
        }
    }

    /** Right whenever nobody else writes. */
    private static final class CountsThenAdds extends TrueMemories {

        CountsThenAdds(MemoryStore truth) {
            super(truth);
        }

        @Override
        public MemoryWrite insert(MemoryEntry entry, int max) {
            boolean room = truth.search(entry.scope(), List.of(), ALL).size() < max;
            LockSupport.parkNanos(A_WHILE_NANOS);
            return super.insert(entry, room ? Integer.MAX_VALUE : max);
        }
    }

    /** Right whenever nobody else writes. */
    private static final class ChecksThenWrites extends TrueMemories {

        ChecksThenWrites(MemoryStore truth) {
            super(truth);
        }

        @Override
        public MemoryWrite replace(MemoryEntry entry, int seen) {
            boolean unchanged =
                    truth.find(entry.scope(), entry.name())
                            .map(stored -> stored.version() == seen)
                            .orElse(false);
            LockSupport.parkNanos(A_WHILE_NANOS);
            MemoryWrite honest = super.replace(entry, seen);
            return unchanged && honest == MemoryWrite.VERSION_CONFLICT
                    ? MemoryWrite.STORED
                    : honest;
        }
    }
}
