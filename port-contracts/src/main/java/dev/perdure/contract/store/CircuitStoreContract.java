package dev.perdure.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Background;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.store.CircuitStore;
import dev.perdure.engine.store.OpenCircuit;
import dev.perdure.model.FailureKind;
import dev.perdure.tenant.OrganisationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What nodes tell each other of accounts of providers. */
public abstract class CircuitStoreContract extends StorageContract {

    private static final OrganisationId HOME = OrganisationId.DEFAULT;
    private static final Instant TIME = Instant.parse("2026-03-01T10:00:00.123Z");
    private static final int AT_ONCE = 8;

    @Test
    void what_one_node_tells_every_node_finds_as_it_was_told() {
        for (FailureKind kind : FailureKind.values()) {
            OpenCircuit told = new OpenCircuit(TIME.plusNanos(999_999), 7, kind, true);

            assertThat(node().circuits().replace(HOME, kind.name(), null, told)).isTrue();

            assertThat(otherNode().circuits().find(HOME, kind.name())).hasValue(told);
        }
    }

    @Test
    void nothing_is_told_of_an_account_that_is_called_again() {
        OpenCircuit told = open(1);
        node().circuits().replace(HOME, "a", null, told);

        assertThat(otherNode().circuits().replace(HOME, "a", told, null)).isTrue();

        assertThat(node().circuits().find(HOME, "a")).isEmpty();
        assertThat(node().circuits().replace(HOME, "a", null, null)).isTrue();
    }

    @Test
    void what_is_told_is_replaced_only_when_it_is_as_it_was_seen() {
        CircuitStore circuits = node().circuits();
        OpenCircuit first = open(1);
        OpenCircuit second = open(2);
        circuits.replace(HOME, "a", null, first);

        assertThat(circuits.replace(HOME, "a", null, second)).isFalse();
        assertThat(circuits.replace(HOME, "a", second, null)).isFalse();
        assertThat(circuits.replace(HOME, "a", second, first)).isFalse();
        assertThat(circuits.replace(HOME, "a", null, null)).isFalse();
        assertThat(circuits.find(HOME, "a")).hasValue(first);
        assertThat(circuits.replace(HOME, "a", first, second)).isTrue();
        assertThat(circuits.find(HOME, "a")).hasValue(second);
    }

    @Test
    void each_organisation_has_accounts_of_its_own() {
        CircuitStore circuits = node().circuits();
        OrganisationId stranger = stranger();
        circuits.replace(HOME, "a", null, open(1));

        assertThat(circuits.find(stranger, "a")).isEmpty();
        assertThat(circuits.find(HOME, "b")).isEmpty();
        assertThat(circuits.replace(stranger, "a", open(1), null)).isFalse();
        assertThat(circuits.replace(stranger, "a", null, open(2))).isTrue();
        assertThat(circuits.find(HOME, "a")).hasValue(open(1));
        assertThat(circuits.find(stranger, "a")).hasValue(open(2));
    }

    @Test
    void of_several_that_replace_the_same_one_does() {
        OpenCircuit told = open(1);
        node().circuits().replace(HOME, "a", null, told);
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            CircuitStore circuits = i % 2 == 0 ? node().circuits() : otherNode().circuits();
            OpenCircuit next = open(2 + i);
            all.add(() -> circuits.replace(HOME, "a", told, next));
        }

        assertThat(Background.together(patience(), all)).containsOnlyOnce(true);
    }

    private static OpenCircuit open(int times) {
        return new OpenCircuit(TIME, times, FailureKind.OVERLOADED, false);
    }
}
