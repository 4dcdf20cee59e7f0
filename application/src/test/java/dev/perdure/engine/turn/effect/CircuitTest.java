package dev.perdure.engine.turn.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.store.CircuitStore;
import dev.perdure.engine.store.OpenCircuit;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.ModelRef;
import dev.perdure.model.NextMove;
import dev.perdure.tenant.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CircuitTest {

    private static final ModelRef SMALL = new ModelRef("local/small");
    private static final OrganisationId HOME = OrganisationId.DEFAULT;

    private final Circuits circuits = new Circuits(InMemoryStorage.open().circuits());
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void an_account_that_fails_five_times_in_a_row_is_left_alone_whichever_model_is_named() {
        for (int failure = 1; failure <= 5; failure++) {
            assertThat(refusal(SMALL)).as("before failure %s", failure).isNull();
            fail(SMALL, FailureKind.OVERLOADED);
        }

        ModelFailure refusal = refusal(new ModelRef("local/large"));
        assertThat(refusal)
                .isEqualTo(
                        new ModelFailure(
                                FailureKind.CIRCUIT_OPEN,
                                new NextMove.RetryAfter(Duration.ofSeconds(15)),
                                "The provider local is not called before 2026-03-01T10:00:15Z: it"
                                        + " failed again and again, last with overloaded."));
    }

    @Test
    void other_accounts_other_organisations_and_models_of_this_program_are_called() {
        open();

        assertThat(refusal(new ModelRef("other/small"))).isNull();
        assertThat(refusal(new OrganisationId(new UUID(9, 9)), SMALL)).isNull();
        ModelRef simulated = new ModelRef("simulated");
        for (int failure = 1; failure <= 10; failure++) {
            fail(simulated, FailureKind.OVERLOADED);
        }
        assertThat(refusal(simulated)).isNull();
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void only_failures_of_the_account_open_it(FailureKind kind) {
        for (int failure = 1; failure <= 5; failure++) {
            fail(SMALL, kind);
        }

        boolean opens =
                switch (kind) {
                    case OVERLOADED, PROVIDER_ERROR, TRANSPORT, STALLED -> true;
                    case RATE_LIMITED,
                            AUTHENTICATION,
                            QUOTA_EXHAUSTED,
                            NOT_FOUND,
                            CONTEXT_TOO_LONG,
                            INVALID_REQUEST,
                            CONTENT_FILTERED,
                            INVALID_RESPONSE,
                            CIRCUIT_OPEN,
                            BUSY,
                            BUDGET_EXHAUSTED,
                            PRICE_UNKNOWN ->
                            false;
                };
        assertThat(refusal(SMALL) != null).isEqualTo(opens);
    }

    @Test
    void a_call_that_was_not_made_finds_nothing_out() {
        open();
        now = now.plusSeconds(15);

        try (Circuit.Pass probe = enter(HOME, SMALL)) {
            probe.failed(FailureKind.BUSY, now);
        }

        try (Circuit.Pass next = enter(HOME, SMALL)) {
            assertThat(next.refusal()).isNull();
            assertThat(refusal(SMALL)).as("only one finds out").isNotNull();
        }
    }

    @Test
    void an_answer_in_between_begins_the_count_anew() {
        for (int failure = 1; failure <= 4; failure++) {
            fail(SMALL, FailureKind.STALLED);
        }
        answer(SMALL);
        for (int failure = 1; failure <= 4; failure++) {
            fail(SMALL, FailureKind.STALLED);
        }

        assertThat(refusal(SMALL)).isNull();
    }

    @Test
    void one_call_finds_out_and_the_others_wait_for_it() {
        open();
        now = now.plusSeconds(15);

        try (Circuit.Pass probe = enter(HOME, SMALL)) {
            assertThat(probe.refusal()).isNull();
            assertThat(refusal(SMALL)).isNotNull();
            probe.answered();
        }

        assertThat(refusal(SMALL)).isNull();
    }

    @Test
    void a_call_that_finds_out_in_vain_opens_it_for_twice_as_long_up_to_five_minutes() {
        open();
        long open = 15;
        for (int probe = 0; probe < 8; probe++) {
            now = now.plusSeconds(open - 1);
            assertThat(refusal(SMALL)).isNotNull();
            now = now.plusSeconds(1);
            fail(SMALL, FailureKind.TRANSPORT);
            open = Math.min(300, open * 2);
        }
        now = now.plusSeconds(299);
        assertThat(refusal(SMALL)).isNotNull();
    }

    @Test
    void a_call_that_was_cut_while_finding_out_leaves_that_to_the_next_one() {
        open();
        now = now.plusSeconds(15);
        enter(HOME, SMALL).close();

        assertThat(refusal(SMALL)).isNull();
    }

    @Test
    void what_one_node_finds_out_the_others_know_within_a_second() {
        CircuitStore shared = InMemoryStorage.open().circuits();
        Circuits one = new Circuits(shared);
        Circuits other = new Circuits(shared);
        assertThat(refusal(other)).isNull();
        for (int failure = 1; failure <= 5; failure++) {
            failed(one);
        }

        now = now.plusSeconds(1);
        assertThat(refusal(other)).isNotNull();
        now = now.plusSeconds(15);
        try (Circuit.Pass probe = one.enter(HOME, SMALL, now)) {
            assertThat(probe.refusal()).isNull();
            now = now.plusSeconds(1);
            assertThat(refusal(other).nextMove())
                    .isEqualTo(new NextMove.RetryAfter(Duration.ofSeconds(10)));
            probe.answered();
        }
        now = now.plusSeconds(1);
        assertThat(refusal(other)).isNull();
    }

    @Test
    void a_node_that_died_while_it_found_out_is_not_waited_for_for_ever() {
        CircuitStore shared = InMemoryStorage.open().circuits();
        Circuits dead = new Circuits(shared);
        Circuits other = new Circuits(shared);
        for (int failure = 1; failure <= 5; failure++) {
            failed(dead);
        }
        now = now.plusSeconds(15);
        assertThat(dead.enter(HOME, SMALL, now).refusal()).isNull();

        now = now.plusSeconds(299);
        assertThat(refusal(other)).isNotNull();
        now = now.plusSeconds(1);
        assertThat(refusal(other)).isNull();
    }

    @Test
    void a_node_that_cannot_reach_the_store_keeps_to_what_it_knows() {
        Circuits alone = new Circuits(new Unreachable());
        for (int failure = 1; failure <= 5; failure++) {
            failed(alone);
        }

        assertThat(refusal(alone)).isNotNull();
        now = now.plusSeconds(15);
        try (Circuit.Pass probe = alone.enter(HOME, SMALL, now)) {
            probe.answered();
        }
        assertThat(refusal(alone)).isNull();
    }

    private void failed(Circuits node) {
        try (Circuit.Pass pass = node.enter(HOME, SMALL, now)) {
            pass.failed(FailureKind.TRANSPORT, now);
        }
    }

    private @Nullable ModelFailure refusal(Circuits node) {
        try (Circuit.Pass pass = node.enter(HOME, SMALL, now)) {
            return pass.refusal();
        }
    }

    private static final class Unreachable implements CircuitStore {

        @Override
        public Optional<OpenCircuit> find(OrganisationId organisation, String account) {
            throw new StoreUnavailable("It is away.", new IllegalStateException());
        }

        @Override
        public boolean replace(
                OrganisationId organisation,
                String account,
                @Nullable OpenCircuit seen,
                @Nullable OpenCircuit next) {
            throw new StoreUnavailable("It is away.", new IllegalStateException());
        }
    }

    @Test
    void calls_that_began_before_it_opened_neither_open_it_for_longer_nor_find_out() {
        Circuit.Pass slow = enter(HOME, SMALL);
        open();
        now = now.plusSeconds(14);
        slow.failed(FailureKind.STALLED, now);
        slow.close();
        now = now.plusSeconds(1);

        assertThat(refusal(SMALL)).isNull();
    }

    private void open() {
        for (int failure = 1; failure <= 5; failure++) {
            fail(SMALL, FailureKind.OVERLOADED);
        }
    }

    private void fail(ModelRef model, FailureKind kind) {
        try (Circuit.Pass pass = enter(HOME, model)) {
            assertThat(pass.refusal()).isNull();
            pass.failed(kind, now);
        }
    }

    private void answer(ModelRef model) {
        try (Circuit.Pass pass = enter(HOME, model)) {
            pass.answered();
        }
    }

    private @Nullable ModelFailure refusal(ModelRef model) {
        return refusal(HOME, model);
    }

    /** Asked and not used. */
    private @Nullable ModelFailure refusal(OrganisationId organisation, ModelRef model) {
        try (Circuit.Pass pass = enter(organisation, model)) {
            return pass.refusal();
        }
    }

    private Circuit.Pass enter(OrganisationId organisation, ModelRef model) {
        return circuits.enter(organisation, model, now);
    }
}
