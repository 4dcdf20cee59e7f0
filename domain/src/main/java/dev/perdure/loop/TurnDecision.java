package dev.perdure.loop;

import dev.perdure.event.Event;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.model.Usage;
import dev.perdure.refusal.Refusal;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.FailureReason;
import dev.perdure.turn.SealReason;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The deciding half of {@link TurnLoop}. */
final class TurnDecision {

    private TurnDecision() {}

    static Either<Refusal, Decision> decide(TurnState state, TurnInput input) {
        return state instanceof TurnState.Open open && open.progress().cancelReason() != null
                ? decideOnTheWayOut(open, input)
                : decideAsUsual(state, input);
    }

    /**
     * What may still follow once the turn was asked to stop: what was done is recorded, and nothing
     * new begins. So an answer that arrives together with the wish does not outrun it.
     */
    private static Either<Refusal, Decision> decideOnTheWayOut(
            TurnState.Open state, TurnInput input) {
        return switch (input) {
            case TurnInput.ToolReturned returned ->
                    state instanceof TurnState.Acting acting
                            ? ToolDecision.returnedLast(acting, returned)
                            : unfit(state, "take a tool's result");
            case TurnInput.Recovered ignored -> facts(List.of());
            case TurnInput.ToolDelegated ignored ->
                    unfit(state, "wait for a sub-agent once it was asked to stop");
            case TurnInput.TaskAnswered ignored ->
                    unfit(state, "take a sub-agent's answer once it was asked to stop");
            case TurnInput.ToolProbed ignored ->
                    unfit(state, "take what was found out once it was asked to stop");
            case TurnInput.Ruled ignored ->
                    unfit(state, "take a decision once it was asked to stop");
            case TurnInput.ApprovalAnswered ignored ->
                    unfit(state, "take an approval once it was asked to stop");
            case TurnInput.ClientTimeUp ignored ->
                    unfit(state, "give up on its client once it was asked to stop");
            case TurnInput.ClientResults ignored -> decideAsUsual(state, input);
            case TurnInput.NotRunnable ignored -> decideAsUsual(state, input);
            case TurnInput.BoundHit ignored -> decideAsUsual(state, input);
            case TurnInput.CancelAsked ignored -> decideAsUsual(state, input);
            case TurnInput.Begin ignored -> unfit(state, "begin");
            case TurnInput.Proceed ignored -> unfit(state, "proceed once it was asked to stop");
            case TurnInput.ModelAnswered ignored ->
                    unfit(state, "take an answer once it was asked to stop");
            case TurnInput.ModelFailed ignored ->
                    unfit(state, "take a failure once it was asked to stop");
            case TurnInput.ContextOutgrown ignored ->
                    unfit(state, "show less once it was asked to stop");
            case TurnInput.ContextCondensed ignored ->
                    unfit(state, "take notes once it was asked to stop");
            case TurnInput.ContextNotCondensed ignored ->
                    unfit(state, "show less once it was asked to stop");
            case TurnInput.TimerRang ignored -> unfit(state, "wake up once it was asked to stop");
            case TurnInput.Funded ignored ->
                    unfit(state, "take room in a budget once it was asked to stop");
        };
    }

    private static Either<Refusal, Decision> decideAsUsual(TurnState state, TurnInput input) {
        return switch (input) {
            case TurnInput.Begin begin ->
                    state instanceof TurnState.Queued queued && queued.cancelReason() == null
                            ? facts(begin(queued, begin))
                            : unfit(state, "begin");
            case TurnInput.NotRunnable refused -> notRunnable(state, refused);
            case TurnInput.Recovered recovered -> recover(state, recovered.moment());
            case TurnInput.Proceed proceed -> proceed(state, proceed.moment());
            case TurnInput.ModelAnswered answered ->
                    isCalled(state, answered.step(), answered.attempt())
                            ? facts(ModelDecision.answered((TurnState.Reasoning) state, answered))
                            : unfit(state, "take an answer");
            case TurnInput.ModelFailed failed ->
                    isCalled(state, failed.step(), failed.attempt()) || isPutOff(state, failed)
                            ? facts(ModelDecision.failed((TurnState.Reasoning) state, failed))
                            : unfit(state, "take a failure");
            case TurnInput.ContextOutgrown outgrown ->
                    isCalled(state, outgrown.step(), outgrown.attempt())
                            ? ContextDecision.outgrown((TurnState.Reasoning) state, outgrown)
                            : unfit(state, "show less");
            case TurnInput.ContextCondensed condensed ->
                    isCondensed(state, condensed.step(), condensed.attempt())
                            ? ContextDecision.condensed((TurnState.Reasoning) state, condensed)
                            : unfit(state, "take notes");
            case TurnInput.ContextNotCondensed failed ->
                    isCondensed(state, failed.step(), failed.attempt())
                            ? ContextDecision.notCondensed((TurnState.Reasoning) state, failed)
                            : unfit(state, "do without notes");
            case TurnInput.ToolReturned returned ->
                    state instanceof TurnState.Acting acting
                            ? ToolDecision.returned(acting, returned)
                            : unfit(state, "take a tool's result");
            case TurnInput.ToolDelegated delegated ->
                    state instanceof TurnState.Acting acting
                            ? DelegationDecision.delegated(acting, delegated)
                            : unfit(state, "wait for a sub-agent");
            case TurnInput.TaskAnswered answered ->
                    state instanceof TurnState.Open open
                            ? DelegationDecision.answered(open, answered)
                            : unfit(state, "take a sub-agent's answer");
            case TurnInput.ToolProbed probed ->
                    state instanceof TurnState.Acting acting
                            ? DoubtDecision.probed(acting, probed)
                            : unfit(state, "take what was found out of a call");
            case TurnInput.Ruled ruled ->
                    state instanceof TurnState.Open open
                            ? DoubtDecision.ruled(open, ruled)
                            : unfit(state, "take a decision");
            case TurnInput.ApprovalAnswered answered ->
                    state instanceof TurnState.Open open
                            ? ApprovalDecision.answered(open, answered)
                            : unfit(state, "take an approval");
            case TurnInput.ClientTimeUp up ->
                    state instanceof TurnState.Open open
                            ? ToolDecision.clientTimeUp(open, up.moment())
                            : unfit(state, "give up on its client");
            case TurnInput.ClientResults results ->
                    state instanceof TurnState.Open open
                            ? ToolDecision.clientResults(open, results)
                            : unfit(state, "take a client's results");
            case TurnInput.TimerRang rang ->
                    state instanceof TurnState.BackingOff waiting
                            ? facts(rang(waiting, rang.moment()))
                            : unfit(state, "wake up");
            case TurnInput.Funded funded -> BudgetFacts.funded(state, funded.notice());
            case TurnInput.BoundHit hit ->
                    state instanceof TurnState.Open open
                            ? facts(cutOff(open, hit.bound()))
                            : unfit(state, "hit a bound");
            case TurnInput.CancelAsked asked -> cancel(state, asked);
        };
    }

    private static List<Event> begin(TurnState.Queued queued, TurnInput.Begin begin) {
        List<Event> facts = new ArrayList<>();
        facts.add(new TurnEvent.SessionActivated(queued.turn(), queued.input()));
        facts.add(
                new TurnEvent.TurnStarted(
                        queued.turn(),
                        queued.input(),
                        begin.agent(),
                        begin.model(),
                        begin.fallbacks(),
                        begin.limits(),
                        begin.moment().now(),
                        begin.setup()));
        Progress progress =
                new Progress(
                        queued.turn(),
                        queued.input(),
                        begin.agent(),
                        begin.model(),
                        begin.limits(),
                        begin.moment().now(),
                        StepNumber.FIRST,
                        Usage.NONE,
                        0,
                        0,
                        Waiting.NONE,
                        Repetition.NONE,
                        Recourse.of(begin.fallbacks()),
                        null);
        facts.addAll(attempt(progress, Attempt.FIRST, begin.moment()));
        return facts;
    }

    private static Either<Refusal, Decision> notRunnable(
            TurnState state, TurnInput.NotRunnable input) {
        return switch (state) {
            case TurnState.Queued queued -> facts(notRunnable(queued.turn(), input, Usage.NONE));
            case TurnState.Open open -> {
                List<Event> facts = new ArrayList<>(ToolDecision.receipts(open, Map.of()));
                facts.addAll(notRunnable(open.turn(), input, open.progress().usage()));
                yield facts(facts);
            }
            case TurnState.Ended ended -> unfit(ended, "fail");
        };
    }

    private static List<Event> notRunnable(TurnId turn, TurnInput.NotRunnable input, Usage usage) {
        return List.of(
                new TurnEvent.TurnFailed(turn, input.reason(), input.why().sentence(), usage),
                new TurnEvent.SessionIdled(turn, usage));
    }

    private static Either<Refusal, Decision> recover(TurnState state, Moment moment) {
        return switch (state) {
            case TurnState.Reasoning reasoning -> facts(superseded(reasoning, moment));
            case TurnState.Acting acting -> facts(ToolDecision.recovered(acting, moment));
            case TurnState.Queued ignored -> facts(List.of());
            case TurnState.Ready ignored -> facts(List.of());
            case TurnState.BackingOff ignored -> facts(List.of());
            case TurnState.AwaitingClient ignored -> facts(List.of());
            case TurnState.AwaitingPerson ignored -> facts(List.of());
            case TurnState.Ended ended -> unfit(ended, "be taken over");
        };
    }

    private static List<Event> superseded(TurnState.Reasoning state, Moment moment) {
        Progress progress = state.progress();
        List<Event> facts = new ArrayList<>();
        facts.add(
                new StepEvent.AttemptSuperseded(
                        progress.turn(), progress.step(), state.attempt(), state.output()));
        List<Event> next = attempt(progress, state.attempt().next(), moment);
        facts.addAll(
                state.condensing() == null
                        ? next
                        : ContextDecision.condensingFirst(progress, next, state.condensing()));
        return facts;
    }

    private static Either<Refusal, Decision> proceed(TurnState state, Moment moment) {
        return switch (state) {
            case TurnState.Ready ready -> facts(attempt(ready.progress(), ready.next(), moment));
            case TurnState.Acting acting -> ToolDecision.proceed(acting, moment);
            case TurnState.Queued other -> unfit(other, "proceed");
            case TurnState.Reasoning other -> unfit(other, "proceed");
            case TurnState.BackingOff other -> unfit(other, "proceed");
            case TurnState.AwaitingClient other -> unfit(other, "proceed");
            case TurnState.AwaitingPerson other -> unfit(other, "proceed");
            case TurnState.Ended other -> unfit(other, "proceed");
        };
    }

    /** The intent of the next attempt, or the end of the turn where a bound forbids it. */
    static List<Event> attempt(Progress progress, Attempt attempt, Moment moment) {
        int step = progress.step().value();
        int stepsBegun = attempt.equals(Attempt.FIRST) ? step - 1 : step;
        if (progress.isOutOfTime(moment.now())) {
            boolean held = progress.recourse().heldBy() != null;
            return sealed(progress, held ? SealReason.BUDGET : SealReason.TURN_TIME, stepsBegun);
        }
        if (step > progress.limits().steps()) {
            return sealed(progress, SealReason.STEPS, stepsBegun);
        }
        int tries = progress.recourse().tries(attempt.value() - 1);
        if (tries >= progress.limits().attemptsPerStep()) {
            return ended(
                    progress,
                    FailureReason.ATTEMPTS_EXHAUSTED,
                    "The model was called " + tries + " times without an answer.");
        }
        return List.of(
                new StepEvent.ReasonStarted(
                        progress.turn(),
                        progress.step(),
                        attempt,
                        moment.freshMessage(),
                        progress.model()),
                new StepEvent.OutputStarted(
                        progress.turn(),
                        progress.step(),
                        attempt,
                        moment.freshMessage(),
                        progress.model()));
    }

    private static List<Event> rang(TurnState.BackingOff waiting, Moment moment) {
        return moment.now().isBefore(waiting.until())
                ? List.of()
                : attempt(waiting.progress(), waiting.failed().next(), moment);
    }

    private static Either<Refusal, Decision> cancel(TurnState state, TurnInput.CancelAsked asked) {
        return switch (state) {
            case TurnState.Queued queued ->
                    facts(cancelled(queued.turn(), asked.reason(), Usage.NONE));
            case TurnState.Open open -> {
                List<Event> facts = new ArrayList<>(ToolDecision.receipts(open, asked.receipts()));
                facts.addAll(cancelled(open.turn(), asked.reason(), open.progress().usage()));
                yield facts(facts);
            }
            case TurnState.Ended ended -> unfit(ended, "be cancelled");
        };
    }

    private static List<Event> cancelled(TurnId turn, String reason, Usage usage) {
        return List.of(
                new TurnEvent.TurnCancelled(turn, reason, usage),
                new TurnEvent.SessionIdled(turn, usage));
    }

    static List<Event> ended(Progress progress, FailureReason reason, String sentence) {
        return List.of(
                new TurnEvent.TurnFailed(progress.turn(), reason, sentence, progress.usage()),
                new TurnEvent.SessionIdled(progress.turn(), progress.usage()));
    }

    private static List<Event> cutOff(TurnState.Open open, SealReason bound) {
        List<Event> facts = new ArrayList<>(ToolDecision.receipts(open, Map.of()));
        facts.addAll(sealed(open.progress(), bound));
        return facts;
    }

    static List<Event> sealed(Progress progress, SealReason reason) {
        return sealed(progress, reason, progress.step().value());
    }

    private static List<Event> sealed(Progress progress, SealReason reason, int stepsBegun) {
        return List.of(
                new TurnEvent.TurnSealed(progress.turn(), reason, stepsBegun, progress.usage()),
                new TurnEvent.SessionIdled(progress.turn(), progress.usage()));
    }

    private static boolean isCalled(TurnState state, StepNumber step, Attempt attempt) {
        return isOpenAttempt(state, step, attempt)
                && ((TurnState.Reasoning) state).condensing() == null;
    }

    private static boolean isCondensed(TurnState state, StepNumber step, Attempt attempt) {
        return isOpenAttempt(state, step, attempt)
                && ((TurnState.Reasoning) state).condensing() != null;
    }

    /** Notes are put off like an answer, and with the attempt that waits for them. */
    private static boolean isPutOff(TurnState state, TurnInput.ModelFailed input) {
        return isCondensed(state, input.step(), input.attempt()) && input.failure().isPutOff();
    }

    private static boolean isOpenAttempt(TurnState state, StepNumber step, Attempt attempt) {
        return state instanceof TurnState.Reasoning reasoning
                && reasoning.progress().step().equals(step)
                && reasoning.attempt().equals(attempt);
    }

    static Either<Refusal, Decision> facts(List<Event> facts) {
        return Either.right(new Decision(facts));
    }

    static Either<Refusal, Decision> unfit(TurnState state, String verb) {
        return refused(state, verb);
    }

    static <T> Either<Refusal, T> refused(TurnState state, String verb) {
        return Either.left(
                new Refusal.Conflicting(
                        "The turn cannot " + verb + ": it is " + name(state) + "."));
    }

    private static String name(TurnState state) {
        return switch (state) {
            case TurnState.Queued ignored -> "queued";
            case TurnState.Ready ignored -> "between steps";
            case TurnState.Reasoning ignored -> "waiting for the model";
            case TurnState.BackingOff ignored -> "waiting to try again";
            case TurnState.Acting ignored -> "running tools";
            case TurnState.AwaitingClient ignored -> "waiting for the client's tool results";
            case TurnState.AwaitingPerson ignored -> "waiting for a decision";
            case TurnState.Completed ignored -> "completed";
            case TurnState.Failed ignored -> "failed";
            case TurnState.Cancelled ignored -> "cancelled";
            case TurnState.Sealed ignored -> "sealed";
            case TurnState.Steered ignored -> "part of another turn";
        };
    }
}
