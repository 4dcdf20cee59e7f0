package dev.perdure.contract.crash;

import dev.perdure.model.ModelRef;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.turn.TurnLimits;
import java.util.List;

/**
 * What a scenario finds when it begins.
 *
 * @param nodes one, or two that work side by side; only the first is in danger
 * @param policy what is made of a call whose outcome is unknown
 * @param look what somebody decides who is asked
 * @param leave what a person answers who is asked whether a call may run
 * @param fallbacks models to go to when the first one fails
 * @param delegates whether the agent has sub-agents
 */
record Setting(
        int nodes,
        OutcomePolicy policy,
        Look look,
        Leave leave,
        TurnLimits limits,
        List<ModelRef> fallbacks,
        boolean delegates) {

    private static final int ATTEMPTS = 50;

    static final Setting USUAL =
            new Setting(
                    1,
                    OutcomePolicy.ASK,
                    Look.TELL_MODEL,
                    Leave.APPROVE,
                    TurnLimits.DEFAULT,
                    List.of(),
                    false);

    Setting twoNodes() {
        return new Setting(2, policy, look, leave, limits, fallbacks, delegates);
    }

    Setting with(OutcomePolicy chosen) {
        return new Setting(nodes, chosen, look, leave, limits, fallbacks, delegates);
    }

    Setting with(Look chosen) {
        return new Setting(nodes, policy, chosen, leave, limits, fallbacks, delegates);
    }

    Setting with(Leave chosen) {
        return new Setting(nodes, policy, look, chosen, limits, fallbacks, delegates);
    }

    Setting with(ModelRef fallback) {
        return new Setting(nodes, policy, look, leave, limits, List.of(fallback), delegates);
    }

    Setting with(Bounds chosen) {
        return new Setting(nodes, policy, look, leave, chosen.limits(), fallbacks, delegates);
    }

    Setting delegating() {
        return new Setting(nodes, policy, look, leave, limits, fallbacks, true);
    }

    /**
     * The same for nodes that stop one after the other: as many attempts as that may take, where
     * the number of attempts is not what it is about.
     */
    Setting lasting() {
        boolean usual = limits.attemptsPerStep() == TurnLimits.DEFAULT.attemptsPerStep();
        return usual
                ? new Setting(
                        nodes, policy, look, leave, withAttempts(ATTEMPTS), fallbacks, delegates)
                : this;
    }

    private TurnLimits withAttempts(int attempts) {
        return new TurnLimits(
                limits.steps(),
                attempts,
                limits.parallelTools(),
                limits.turnTime(),
                limits.toolTime(),
                limits.firstChunkTime(),
                limits.betweenChunksTime(),
                limits.outputCharacters(),
                limits.transcriptCharacters(),
                limits.stepTime(),
                limits.sameSteps(),
                limits.toolOutputCharacters());
    }
}
