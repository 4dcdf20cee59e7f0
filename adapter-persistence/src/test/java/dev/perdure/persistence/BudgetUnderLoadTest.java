package dev.perdure.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.budget.Budget;
import dev.perdure.budget.BudgetCurrency;
import dev.perdure.budget.BudgetEntry;
import dev.perdure.budget.BudgetSubject;
import dev.perdure.contract.Await;
import dev.perdure.engine.Engine;
import dev.perdure.engine.EngineConfig;
import dev.perdure.engine.ModelSources;
import dev.perdure.engine.agent.AgentDraft;
import dev.perdure.engine.budget.BudgetCases;
import dev.perdure.engine.budget.BudgetDraft;
import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelDrivers;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.engine.provider.KeyRing;
import dev.perdure.engine.session.MessageDraft;
import dev.perdure.engine.store.Window;
import dev.perdure.event.Envelope;
import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.harness.Harness;
import dev.perdure.json.JsonObject;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelPrice;
import dev.perdure.model.ModelProfile;
import dev.perdure.model.ModelRef;
import dev.perdure.model.Usage;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes, two hundred turns at a time, and one budget that is too small for them. */
class BudgetUnderLoadTest {

    private static final OrganisationId HOME = OrganisationId.DEFAULT;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int TURNS = 200;
    private static final int ANSWER_MAX = 100;

    /** So many more tokens than were estimated does the model say it read. */
    private static final int UNDERESTIMATED = 5;

    private static final BigDecimal LIMIT = new BigDecimal("0.05");

    /** Of a million tokens. */
    private static final ModelPrice PRICE =
            new ModelPrice(BigDecimal.ONE, BigDecimal.TEN, null, null);

    /** What one call can take beyond what it reserved. */
    private static final BigDecimal ERROR = new BigDecimal("0.000005");

    private final Database database = Database.migrated();
    private final PricedModel model = new PricedModel();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_hard_budget_holds_however_many_ask_and_after_a_top_up_all_of_them_end()
            throws Exception {
        try (Engine one = engine();
                Engine other = engine()) {
            BudgetCases budgets = one.useCases().budgets();
            Budget budget = budgets.keep().add(HOME, draft()).get();
            List<SessionKey> sessions = sessions(one);
            long begun = System.nanoTime();

            for (int i = 0; i < TURNS; i++) {
                Engine node = i % 2 == 0 ? one : other;
                node.useCases()
                        .submitMessage()
                        .submit(sessions.get(i), MessageDraft.ofText("Say something."))
                        .get();
            }
            Await.until(
                    PATIENCE,
                    "no call is under way and no other can begin",
                    () -> isAtRest(budgets.read().find(HOME, budget.id()).get()));

            Budget full = budgets.read().find(HOME, budget.id()).get();
            int called = model.calls.get();
            BigDecimal errors = ERROR.multiply(BigDecimal.valueOf(called));
            assertThat(called).isBetween(1, TURNS - 1);
            assertThat(full.account().spent()).isLessThanOrEqualTo(LIMIT.add(errors));

            budgets.keep().topUp(HOME, budget.id(), BigDecimal.ONE, "enough for all").get();
            Await.until(PATIENCE, "all turns end", () -> ended(other, sessions) == TURNS);

            Budget after = budgets.read().find(HOME, budget.id()).get();
            List<BudgetEntry> lines =
                    budgets.read().ledger(HOME, budget.id(), new Window(0, 1_000)).get();
            BigDecimal unreported = sum(lines, BudgetEntry.Source.UNREPORTED_CALL);
            BigDecimal reported = sum(lines, BudgetEntry.Source.MODEL_CALL);
            assertThat(after.account().reserved()).isEqualTo(BigDecimal.ZERO);
            assertThat(after.account().spent()).isEqualByComparingTo(reported.add(unreported));
            // A call that was made again, because its node was thought dead, is paid and not told.
            assertThat(logged(other, sessions))
                    .isLessThanOrEqualTo(reported)
                    .isGreaterThan(BigDecimal.ZERO);
            if (model.calls.get() == TURNS) {
                assertThat(logged(other, sessions)).isEqualByComparingTo(reported);
                assertThat(lines).hasSize(TURNS + 1);
            }
            System.out.println(
                    TURNS
                            + " turns on two nodes, limit "
                            + LIMIT
                            + ": "
                            + called
                            + " calls took "
                            + full.account().spent()
                            + " (error at most "
                            + errors
                            + "), at most "
                            + model.most.get()
                            + " at a time, "
                            + (TURNS - called)
                            + " turns waited; all ended "
                            + Duration.ofNanos(System.nanoTime() - begun).toMillis()
                            + " ms after the first was asked");
        }
    }

    private Engine engine() {
        ModelSources sources =
                new ModelSources(
                        List.of(model),
                        List.of(),
                        ModelDrivers.NONE,
                        KeyRing.EMPTY,
                        name -> new ModelProfile(null, null, PRICE));
        return Engine.start(
                database.storage(), sources, List.of(), EngineConfig.of(PricedModel.NAME));
    }

    private static BudgetDraft draft() {
        return new BudgetDraft(
                new BudgetSubject(BudgetSubject.Kind.ORGANISATION, HOME.value()),
                BudgetCurrency.USD,
                LIMIT,
                null,
                null,
                JsonObject.empty());
    }

    private static List<SessionKey> sessions(Engine engine) {
        JsonObject bounded = JsonObject.builder().put("max_tokens", ANSWER_MAX).build();
        AgentSettings settings =
                AgentSettings.of("Speaker", "Be brief.").withModelSettings(bounded);
        AgentId agent =
                engine.useCases()
                        .registerAgent()
                        .register(HOME, AgentDraft.of(settings))
                        .get()
                        .agent()
                        .id();
        List<SessionKey> sessions = new ArrayList<>();
        for (int i = 0; i < TURNS; i++) {
            sessions.add(
                    engine.useCases()
                            .openSession()
                            .open(HOME, SessionSettings.of(Harness.GENERIC_ID, agent, ""))
                            .get()
                            .key());
        }
        return sessions;
    }

    /**
     * A call reserves the price of the most it may answer, and of what it is estimated to read,
     * which is far less than a fifth of that here.
     */
    private static boolean isAtRest(Budget budget) {
        BigDecimal answer =
                PRICE.output().multiply(BigDecimal.valueOf(ANSWER_MAX)).movePointLeft(6);
        BigDecimal call = answer.multiply(new BigDecimal("1.2"));
        return budget.account().reserved().signum() == 0 && budget.available().compareTo(call) < 0;
    }

    private static BigDecimal sum(List<BudgetEntry> lines, BudgetEntry.Source source) {
        return lines.stream()
                .filter(line -> line.source() == source)
                .map(BudgetEntry::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal logged(Engine engine, List<SessionKey> sessions) {
        BigDecimal sum = BigDecimal.ZERO;
        for (SessionKey session : sessions) {
            for (Envelope fact : facts(engine.storage().log(), session)) {
                if (fact.entry() instanceof StepEvent.GenerationRecorded call) {
                    sum = sum.add(Objects.requireNonNull(call.usage().cost()).usd());
                }
            }
        }
        return sum;
    }

    private static long ended(Engine engine, List<SessionKey> sessions) {
        return sessions.stream()
                .filter(session ->
                        facts(engine.storage().log(), session).stream()
                                .anyMatch(fact -> fact.entry() instanceof TurnEvent.TurnCompleted))
                .count();
    }

    private static List<Envelope> facts(EventReader log, SessionKey session) {
        return log.facts(session, new StreamVersion(1), new StreamVersion(Long.MAX_VALUE));
    }

    /** Answers after a little while, and reads a little more than anybody thought. */
    private static final class PricedModel implements ModelClient {

        private static final ModelRef NAME = new ModelRef("priced");
        private static final long PACE_NANOS = 5_000_000;

        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicInteger open = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        @Override
        public boolean serves(ModelRef model) {
            return model.equals(NAME);
        }

        @Override
        public List<ModelRef> models() {
            return List.of(NAME);
        }

        @Override
        public ModelStream open(ModelRequest request) {
            calls.incrementAndGet();
            int now = open.incrementAndGet();
            most.accumulateAndGet(now, Math::max);
            int output = ThreadLocalRandom.current().nextInt(ANSWER_MAX) + 1;
            Deque<ModelChunk> chunks =
                    new ArrayDeque<>(
                            List.of(
                                    new ModelChunk.Started("priced"),
                                    new ModelChunk.TextDelta("Something."),
                                    new ModelChunk.UsageReported(
                                            new Usage(
                                                    request.tokens() + UNDERESTIMATED,
                                                    output,
                                                    0,
                                                    0)),
                                    new ModelChunk.Finished(FinishReason.STOP)));
            return new ModelStream() {
                @Override
                public ModelChunk next() {
                    LockSupport.parkNanos(PACE_NANOS);
                    return chunks.removeFirst();
                }

                @Override
                public void cancel() {
                    close();
                }

                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        }
    }
}
