package dev.perdure.engine.memory;

import dev.perdure.engine.file.FileOrigin;
import dev.perdure.engine.store.MemoryEntry;
import dev.perdure.engine.store.MemoryScope;
import dev.perdure.engine.store.MemoryStore;
import dev.perdure.refusal.Refusal;
import io.vavr.control.Either;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers a text under a name, in the place of what has that name. Done again under the key of
 * the last change it changes nothing.
 */
public final class Remember {

    /** In UTF-8: a memory is a note and no document, and several are shown at once. */
    public static final int TEXT_BYTES_MAX = 8 * 1_024;

    /** So that a name can be shown in a line. */
    public static final int NAME_CHARACTERS_MAX = 200;

    /** Of a scope; whoever looks through all of them still has something to read. */
    public static final int ENTRIES_MAX = 1_000;

    private final MemoryStore store;
    private final InstantSource clock;

    public Remember(MemoryStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Remembers it, and answers what is remembered now. */
    public Either<Refusal, MemoryEntry> remember(
            MemoryScope scope, MemoryDraft draft, FileOrigin origin) {
        String name = draft.name().strip();
        Optional<Refusal> unfit = unfit(name, draft.text());
        if (unfit.isPresent()) {
            return Either.left(unfit.get());
        }
        while (true) {
            Optional<MemoryEntry> found = store.find(scope, name);
            if (found.isPresent() && isDone(found.get(), origin)) {
                return Either.right(found.get());
            }
            int version = found.map(MemoryEntry::version).orElse(0);
            @Nullable Integer expected = draft.expectedVersion();
            if (expected != null && expected != version) {
                return Either.left(new Refusal.Conflicting(stale(name, version)));
            }
            Instant now = clock.instant();
            MemoryEntry next =
                    found.map(entry -> entry.revised(draft.text(), origin, now))
                            .orElseGet(() ->
                                    new MemoryEntry(
                                            scope,
                                            name,
                                            draft.text(),
                                            MemoryEntry.VERSION_FIRST,
                                            origin,
                                            now,
                                            now));
            MemoryStore.MemoryWrite written =
                    found.isPresent()
                            ? store.replace(next, version)
                            : store.insert(next, ENTRIES_MAX);
            switch (written) {
                case STORED -> {
                    return Either.right(next);
                }
                case TOO_MANY -> {
                    return Either.left(
                            new Refusal.Conflicting(
                                    "There are at most "
                                            + ENTRIES_MAX
                                            + " memories: forget some, or put several into one."));
                }
                case NAME_TAKEN, VERSION_CONFLICT -> {
                    // Somebody else wrote meanwhile: look again.
                }
            }
        }
    }

    private static boolean isDone(MemoryEntry entry, FileOrigin origin) {
        return origin.key() != null && origin.key().equals(entry.origin().key());
    }

    private static Optional<Refusal> unfit(String name, String text) {
        if (name.isEmpty() || name.length() > NAME_CHARACTERS_MAX || !isKept(name)) {
            return Optional.of(
                    new Refusal.Invalid("name", "The name of a memory has 1 to 200 characters."));
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        return text.isBlank() || bytes > TEXT_BYTES_MAX || !isKept(text)
                ? Optional.of(
                        new Refusal.Invalid(
                                "text", "The text of a memory has 1 to 8192 bytes, and no NUL."))
                : Optional.empty();
    }

    private static boolean isKept(String text) {
        return text.indexOf(0) < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static String stale(String name, int version) {
        return version == 0
                ? "There is no memory " + name + "."
                : "The memory "
                        + name
                        + " is at version "
                        + version
                        + " now: look at it before you replace it.";
    }
}
