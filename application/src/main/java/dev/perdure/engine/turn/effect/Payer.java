package dev.perdure.engine.turn.effect;

import dev.perdure.agent.AgentId;
import dev.perdure.budget.BudgetNotice;
import dev.perdure.budget.BudgetSubject;
import dev.perdure.budget.CallKey;
import dev.perdure.engine.work.Epoch;
import dev.perdure.loop.TurnEffect;
import dev.perdure.loop.TurnState;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose budgets a call of a model is reserved from.
 *
 * @param epoch of the claim it is made under
 * @param subjects whose budgets concern it
 * @param heldBy the budget that held the turn before; absent when none did
 */
record Payer(
        CallKey call, Epoch epoch, List<BudgetSubject> subjects, @Nullable BudgetNotice heldBy) {

    /** Of a call for an answer. */
    static Payer of(TurnEffect.CallModel effect, Scene scene) {
        return of(
                new CallKey(scene.session(), effect.turn(), effect.step(), effect.attempt()),
                scene);
    }

    /** Of a call for notes. */
    static Payer of(TurnEffect.CondenseContext effect, Scene scene) {
        return of(
                new CallKey(
                        scene.session(),
                        effect.turn(),
                        effect.step(),
                        effect.attempt(),
                        CallKey.Purpose.NOTES),
                scene);
    }

    private static Payer of(CallKey call, Scene scene) {
        SessionSettings settings = scene.state().settings();
        BudgetNotice heldBy =
                scene.state()
                        .turn(call.turn())
                        .filter(TurnState.Open.class::isInstance)
                        .map(turn -> ((TurnState.Open) turn).progress().recourse().heldBy())
                        .orElse(null);
        List<BudgetSubject> subjects =
                settings == null
                        ? BudgetSubject.of(scene.session(), (AgentId) null)
                        : BudgetSubject.of(scene.session(), settings);
        return new Payer(call, scene.epoch(), subjects, heldBy);
    }

    OrganisationId organisation() {
        return call.session().organisation();
    }
}
