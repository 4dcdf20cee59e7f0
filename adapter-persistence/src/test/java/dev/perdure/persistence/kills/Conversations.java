package dev.perdure.persistence.kills;

import dev.perdure.agent.AgentSettings;
import dev.perdure.contract.invariant.LogChecker;
import dev.perdure.contract.invariant.SessionHistory;
import dev.perdure.engine.Engine;
import dev.perdure.engine.EngineConfig;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.engine.worker.WorkerConfig;
import dev.perdure.loop.CallState;
import dev.perdure.loop.TurnState;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.Verdict;
import dev.perdure.turn.TurnId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The sessions of all programs, seen by somebody who is not killed: wants messages sent, reads the
 * logs as they grow, and rules where somebody is asked. Of what was counted it says so, of anything
 * else that nobody knows. Runs no turn.
 */
final class Conversations implements AutoCloseable {

    private static final int ATTEMPTS = 10;

    private final Outside outside;
    private final Engine engine;
    private final LogChecker checker;
    private final Map<SessionKey, OutcomePolicy> policies = new LinkedHashMap<>();
    private final Map<SessionKey, Integer> wanted = new LinkedHashMap<>();
    private long messages;

    Conversations(Address address, Outside outside) {
        this.outside = outside;
        this.engine =
                Engine.start(
                        address.storage(),
                        List.of(new CallingModel()),
                        List.of(new CountingTools(outside)),
                        new EngineConfig(WorkerConfig.DEFAULT, CallingModel.NAME, false));
        this.checker = new LogChecker(engine.storage().log());
    }

    /** A session whose agent has this policy for outcomes that are unknown. */
    SessionKey open(OutcomePolicy policy) {
        AgentSettings agent =
                AgentSettings.of("Who counts, " + policy, "You count.")
                        .withCapabilities(List.of(CountingTools.USE))
                        .withWhenUnknown(policy);
        SessionKey session = insist(() -> engine.converse(agent).session());
        policies.put(session, policy);
        wanted.put(session, 0);
        return session;
    }

    void want(SessionKey session, Hold hold, String... tools) {
        messages++;
        outside.want(session, CallingModel.message(messages, hold, tools));
        wanted.merge(session, 1, Integer::sum);
    }

    /** Reads what is new in a session, and rules; answers whether all it wanted has ended. */
    boolean attend(SessionKey session) {
        return insist(() -> attendOnce(session));
    }

    private boolean attendOnce(SessionKey session) {
        SessionHistory history = checker.follow(session);
        if (history.state().foremost().orElse(null) instanceof TurnState.AwaitingPerson waiting) {
            waiting.calls().stream()
                    .filter(CallState.Asked.class::isInstance)
                    .forEach(call -> rule(session, waiting.turn(), call));
        }
        return history.open().isEmpty() && history.turns() == wanted(session);
    }

    private void rule(SessionKey session, TurnId turn, CallState call) {
        Verdict verdict =
                outside.hasCounted(session, turn, call.id())
                        ? new Verdict.TakeResult(ToolResult.success("It was counted."))
                        : new Verdict.TellModel();
        engine.useCases().ruleOutcome().rule(session, call.id(), verdict).get();
    }

    /** On a machine that has other things to do, the database may not answer in time. */
    private static <T> T insist(Supplier<T> asking) {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return asking.get();
            } catch (LogUnavailable | StoreUnavailable outage) {
                Thread.onSpinWait();
            }
        }
        return asking.get();
    }

    boolean attendAll() {
        boolean ended = true;
        for (SessionKey session : policies.keySet()) {
            ended &= attend(session);
        }
        return ended;
    }

    /** Compares a session's whole log with where the session says to be; nobody writes now. */
    SessionHistory settled(SessionKey session) {
        checker.read(session);
        return checker.history(session);
    }

    Map<SessionKey, OutcomePolicy> policies() {
        return policies;
    }

    int wanted(SessionKey session) {
        return wanted.getOrDefault(session, 0);
    }

    EventLog log() {
        return engine.storage().log();
    }

    @Override
    public void close() {
        engine.close();
    }
}
