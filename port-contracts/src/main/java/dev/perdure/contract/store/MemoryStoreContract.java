package dev.perdure.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.agent.AgentId;
import dev.perdure.contract.Background;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.file.FileOrigin;
import dev.perdure.engine.store.MemoryEntry;
import dev.perdure.engine.store.MemoryScope;
import dev.perdure.engine.store.MemoryStore;
import dev.perdure.engine.store.MemoryStore.MemoryWrite;
import dev.perdure.engine.store.MemoryWords;
import dev.perdure.session.SessionId;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.turn.TurnId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a {@link MemoryStore} owes. */
public abstract class MemoryStoreContract extends StorageContract {

    private static final OrganisationId HOME = OrganisationId.DEFAULT;
    private static final MemoryScope SHARED = new MemoryScope(HOME, null);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");
    private static final int MANY = 100;
    private static final int WRITERS = 6;

    private final MemoryScope own = new MemoryScope(HOME, new AgentId(UUID.randomUUID()));

    @Test
    void what_one_node_remembers_every_node_finds_as_it_was_remembered() {
        MemoryEntry full =
                new MemoryEntry(
                        own,
                        "a name: \u00e9\u4e2d\uD83D\uDE00",
                        "Some\ntext \"with\" signs \\ ' \u0001",
                        MemoryEntry.VERSION_FIRST,
                        new FileOrigin(
                                new SessionId(UUID.randomUUID()),
                                new TurnId(UUID.randomUUID()),
                                new IdempotencyKey("k")),
                        NOON,
                        NOON.plusSeconds(1));
        MemoryEntry plain = entry(own, "plain", "...", 0);

        assertThat(memories().insert(full, MANY)).isEqualTo(MemoryWrite.STORED);
        assertThat(memories().insert(plain, MANY)).isEqualTo(MemoryWrite.STORED);

        assertThat(otherNode().memories().find(own, full.name())).contains(full);
        assertThat(otherNode().memories().find(own, "plain")).contains(plain);
        assertThat(otherNode().memories().find(own, "Plain")).isEmpty();
        assertThat(otherNode().memories().search(own, List.of("signs"), MANY))
                .containsExactly(full);
    }

    @Test
    void what_has_more_of_the_words_comes_first_and_then_what_is_newer() {
        MemoryEntry tea = kept(entry(own, "tea", "Likes tea, and tea again.", 1));
        MemoryEntry both = kept(entry(own, "both", "Green Tea in the morning", 0));
        MemoryEntry newer = kept(entry(own, "x", "A TEA pot", 5));
        kept(entry(own, "coffee", "Never coffee; no teapot", 9));

        assertThat(found("green TEA!")).containsExactly(both, newer, tea);
        assertThat(found("morning")).containsExactly(both);
        assertThat(found("tea")).containsExactly(newer, tea, both);
        assertThat(found("juice")).isEmpty();
        assertThat(memories().search(own, MemoryWords.of("tea"), 2)).containsExactly(newer, tea);
    }

    @Test
    void words_are_found_in_any_case_without_accents_in_names_and_in_writing_without_blanks() {
        MemoryEntry accents = kept(entry(own, "caf\u00e9", "\u00dcber M\u00fcnchen", 0));
        MemoryEntry signs = kept(entry(own, "tokyo", "\u6771\u4eac\u306b\u4f4f\u3080", 0));

        assertThat(found("CAFE")).containsExactly(accents);
        assertThat(found("uber")).containsExactly(accents);
        assertThat(found("mu\u0308nchen")).containsExactly(accents);
        assertThat(found("\u6771\u4eac")).containsExactly(signs);
        assertThat(found("\u4eac\u6771")).isEmpty();
    }

    @Test
    void without_words_all_are_found_those_changed_last_first_and_else_by_name() {
        MemoryEntry last = kept(entry(own, "z", "z", 7));
        MemoryEntry second = kept(entry(own, "\uD83D\uDE00", "b", 3));
        MemoryEntry first = kept(entry(own, "\uFF01", "a", 3));
        kept(entry(SHARED, "elsewhere", "b", 9));

        assertThat(memories().search(own, List.of(), MANY)).containsExactly(last, first, second);
        assertThat(memories().search(own, List.of(), 1)).containsExactly(last);
    }

    @Test
    void scopes_do_not_see_each_other() {
        MemoryEntry ours = kept(entry(own, "name", "tea", 0));
        MemoryEntry shared = kept(entry(SHARED, "name", "tea of all", 0));
        MemoryScope other = new MemoryScope(HOME, new AgentId(UUID.randomUUID()));
        MemoryScope strange = new MemoryScope(stranger(), own.agent());
        // An agent's id says nothing of an organisation's.
        MemoryScope alike = new MemoryScope(HOME, new AgentId(HOME.value()));

        for (MemoryScope nobody : List.of(other, strange, alike)) {
            assertThat(memories().find(nobody, "name")).isEmpty();
            assertThat(memories().search(nobody, List.of("tea"), MANY)).isEmpty();
            assertThat(memories().search(nobody, List.of(), MANY)).isEmpty();
            assertThat(memories().remove(nobody, "name")).isFalse();
            assertThat(memories().replace(entry(nobody, "name", "x", 1), 1))
                    .isEqualTo(MemoryWrite.VERSION_CONFLICT);
        }
        assertThat(memories().search(own, List.of("tea"), MANY)).containsExactly(ours);
        assertThat(memories().search(SHARED, List.of("tea"), MANY)).containsExactly(shared);
    }

    @Test
    void a_name_is_used_once_and_a_scope_has_no_more_than_it_may() {
        MemoryEntry first = kept(entry(own, "a", "one", 0));

        assertThat(memories().insert(entry(own, "a", "two", 1), 1))
                .isEqualTo(MemoryWrite.NAME_TAKEN);
        assertThat(memories().insert(entry(own, "b", "two", 1), 1)).isEqualTo(MemoryWrite.TOO_MANY);
        assertThat(memories().insert(entry(SHARED, "b", "two", 1), 1))
                .isEqualTo(MemoryWrite.STORED);

        assertThat(memories().search(own, List.of(), MANY)).containsExactly(first);
    }

    @Test
    void a_memory_is_replaced_only_as_it_was_seen() {
        MemoryEntry first = kept(entry(own, "a", "tea", 0));
        MemoryEntry second =
                first.revised(
                        "coffee",
                        new FileOrigin(new SessionId(UUID.randomUUID()), null, null),
                        NOON.plusSeconds(9));

        assertThat(otherNode().memories().replace(second, 1)).isEqualTo(MemoryWrite.STORED);

        assertThat(memories().replace(first.revised("late", FileOrigin.CLIENT, NOON), 1))
                .isEqualTo(MemoryWrite.VERSION_CONFLICT);
        assertThat(memories().replace(entry(own, "b", "new", 0), 1))
                .isEqualTo(MemoryWrite.VERSION_CONFLICT);
        assertThat(memories().find(own, "a")).contains(second);
        assertThat(found("coffee")).containsExactly(second);
        assertThat(found("tea")).isEmpty();
    }

    @Test
    void what_is_forgotten_is_gone_and_the_rest_stays() {
        kept(entry(own, "a", "tea", 0));
        MemoryEntry other = kept(entry(own, "b", "tea", 0));

        assertThat(memories().remove(own, "a")).isTrue();

        assertThat(memories().remove(own, "a")).isFalse();
        assertThat(otherNode().memories().find(own, "a")).isEmpty();
        assertThat(found("tea")).containsExactly(other);
        kept(entry(own, "a", "again", 1));
    }

    @Test
    void of_concurrent_writers_none_goes_beyond_what_the_scope_may_have() {
        List<MemoryWrite> outcomes =
                concurrently(at -> store -> store.insert(entry(own, "n" + at, "x", 0), 2));

        assertThat(outcomes).filteredOn(MemoryWrite.STORED::equals).hasSize(2);
        assertThat(outcomes).filteredOn(MemoryWrite.TOO_MANY::equals).hasSize(WRITERS - 2);
        assertThat(memories().search(own, List.of(), MANY)).hasSize(2);
    }

    @Test
    void of_concurrent_changes_of_one_version_exactly_one_is_stored() {
        MemoryEntry first = kept(entry(own, "a", "x", 0));

        List<MemoryWrite> outcomes =
                concurrently(at ->
                        store ->
                                store.replace(
                                        first.revised("by " + at, FileOrigin.CLIENT, NOON), 1));

        assertThat(outcomes).containsOnlyOnce(MemoryWrite.STORED);
        assertThat(outcomes).filteredOn(MemoryWrite.VERSION_CONFLICT::equals).hasSize(WRITERS - 1);
    }

    private MemoryStore memories() {
        return node().memories();
    }

    private List<MemoryEntry> found(String words) {
        return otherNode().memories().search(own, MemoryWords.of(words), MANY);
    }

    private MemoryEntry kept(MemoryEntry entry) {
        assertThat(memories().insert(entry, MANY)).isEqualTo(MemoryWrite.STORED);
        assertThat(memories().find(entry.scope(), entry.name())).contains(entry);
        return entry;
    }

    private static MemoryEntry entry(MemoryScope scope, String name, String text, int second) {
        return new MemoryEntry(
                scope,
                name,
                text,
                MemoryEntry.VERSION_FIRST,
                FileOrigin.CLIENT,
                NOON,
                NOON.plusSeconds(second));
    }

    private List<MemoryWrite> concurrently(
            Function<Integer, Function<MemoryStore, MemoryWrite>> write) {
        List<Callable<MemoryWrite>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            MemoryStore store = i % 2 == 0 ? memories() : otherNode().memories();
            Function<MemoryStore, MemoryWrite> mine = write.apply(i);
            writers.add(() -> mine.apply(store));
        }
        return Background.together(patience(), writers);
    }
}
