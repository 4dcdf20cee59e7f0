package dev.perdure.loop;

import dev.perdure.budget.BudgetNotice;
import dev.perdure.event.Stretch;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.message.MessageId;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.NextMove;
import dev.perdure.model.Reduction;
import dev.perdure.model.Usage;
import dev.perdure.refusal.Refusal;
import dev.perdure.tool.ApprovalAnswer;
import dev.perdure.tool.Clearance;
import dev.perdure.tool.Finding;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.Verdict;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Everything a turn deals with: models, tools, clients and the clock, good and bad, by chance. */
final class Outside {

    private final RandomGenerator random;
    private final TurnLimits limits;
    private Instant now = Given.START;
    private int identities;
    private Reduction shown = Reduction.NONE;
    private boolean mayNote = true;
    private Transcript transcript = Transcript.EMPTY;

    Outside(RandomGenerator random, TurnLimits limits) {
        this.random = random;
        this.limits = limits;
    }

    /** What the next effect sees of the conversation. */
    void shows(Transcript conversation) {
        transcript = conversation;
    }

    void letTimePass(Duration time) {
        now = now.plus(time);
    }

    /** What was under way dies with its owner; nothing of it is ever learned. */
    void forget() {
        letTimePass(Duration.ofSeconds(1));
    }

    Moment moment() {
        return new Moment(now, new MessageId(new UUID(30, ++identities)), random.nextDouble());
    }

    /** What is learned from performing {@code effect}; empty when nothing is, for now. */
    Optional<TurnInput> perform(TurnEffect effect) {
        return Optional.ofNullable(
                switch (effect) {
                    case TurnEffect.StartTurn ignored ->
                            random.nextInt(20) == 0
                                    ? new TurnInput.NotRunnable(Refusal.noSuchModel("none"))
                                    : begin();
                    case TurnEffect.CallModel call ->
                            random.nextInt(4) == 0 ? failed(call) : outgrownOrAnswered(call);
                    case TurnEffect.CondenseContext notes ->
                            random.nextInt(3) == 0 ? withoutNotes(notes) : noted(notes);
                    case TurnEffect.RunTool run ->
                            random.nextInt(5) == 0
                                    ? delegated(run.call().id())
                                    : returned(run.call().id());
                    case TurnEffect.AwaitTasks await ->
                            random.nextBoolean() ? null : taskAnswered(await.calls());
                    case TurnEffect.ProbeTool probe -> probed(probe.call().id());
                    case TurnEffect.AwaitRuling await ->
                            random.nextBoolean() ? null : ruled(await.calls());
                    case TurnEffect.AwaitApproval await ->
                            random.nextBoolean() ? null : approved(await.calls());
                    case TurnEffect.AwaitClientResults await -> client(await);
                    case TurnEffect.WaitUntil wait -> rang(wait, random.nextBoolean());
                    case TurnEffect.Advance ignored -> new TurnInput.Proceed(moment());
                    case TurnEffect.Abort abort -> cancel(abort);
                });
    }

    /** The same without faults. */
    Optional<TurnInput> performWell(TurnEffect effect) {
        return Optional.of(
                switch (effect) {
                    case TurnEffect.StartTurn ignored -> begin();
                    case TurnEffect.CallModel call -> answered(call, 3);
                    case TurnEffect.CondenseContext notes -> noted(notes);
                    case TurnEffect.RunTool run -> returned(run.call().id());
                    case TurnEffect.AwaitTasks await -> taskAnswered(await.calls());
                    case TurnEffect.ProbeTool probe -> probed(probe.call().id());
                    case TurnEffect.AwaitRuling await -> ruled(await.calls());
                    case TurnEffect.AwaitApproval await -> approved(await.calls());
                    case TurnEffect.AwaitClientResults await -> allResults(await.calls());
                    case TurnEffect.WaitUntil wait -> rang(wait, false);
                    case TurnEffect.Advance ignored -> new TurnInput.Proceed(moment());
                    case TurnEffect.Abort abort -> cancel(abort);
                });
    }

    /** Something that comes too late for {@code state}, or was never asked for. */
    TurnInput late(TurnState state) {
        StepNumber step = new StepNumber(1 + random.nextInt(5));
        Attempt attempt = new Attempt(1 + random.nextInt(3));
        if (state instanceof TurnState.Reasoning open
                && open.progress().step().equals(step)
                && open.attempt().equals(attempt)) {
            attempt = attempt.next();
        }
        return switch (random.nextInt(13)) {
            case 9 -> approved(Set.of(new ToolCallId("nobody's")));
            case 10 -> anotherApproval();
            case 11 -> delegated(new ToolCallId("nobody's"));
            case 12 -> taskAnswered(Set.of(new ToolCallId("nobody's")));
            case 0 -> new TurnInput.ModelAnswered(step, attempt, Given.answer("late"), moment());
            case 6 ->
                    new TurnInput.ContextOutgrown(
                            step, attempt, Given.STRETCH, Reduction.HALF, "Too long.");
            case 7 ->
                    new TurnInput.ContextCondensed(
                            step,
                            attempt,
                            "late",
                            9,
                            3,
                            Given.SPENT,
                            Duration.ZERO,
                            BudgetNews.NONE);
            case 8 ->
                    new TurnInput.ContextNotCondensed(
                            step,
                            attempt,
                            "late",
                            Given.SPENT,
                            Duration.ZERO,
                            Reduction.HALF,
                            BudgetNews.NONE);
            case 1 ->
                    new TurnInput.ModelFailed(
                            step, attempt, failure(), Given.SPENT, Duration.ZERO, moment());
            case 2 -> returned(new ToolCallId("nobody's"));
            case 3 -> probed(new ToolCallId("nobody's"));
            case 4 -> ruled(Set.of(new ToolCallId("nobody's")));
            default -> results(Set.of(new ToolCallId("nobody's")));
        };
    }

    private TurnInput begin() {
        shown = Reduction.NONE;
        mayNote = true;
        return new TurnInput.Begin(
                null,
                Given.MODEL,
                Given.FALLBACKS.subList(0, random.nextInt(Given.FALLBACKS.size() + 1)),
                limits,
                moment());
    }

    private TurnInput answered(TurnEffect.CallModel call, int callsMax) {
        List<PlannedCall> calls = new ArrayList<>();
        int count = Math.max(0, random.nextInt(-1, callsMax + 1));
        int first = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            calls.add(planned("c" + (first + i)));
        }
        Answer answer =
                Given.answer("text of " + call.output().value(), calls.toArray(PlannedCall[]::new));
        return new TurnInput.ModelAnswered(
                call.step(), call.attempt(), answer, warnings(), moment());
    }

    private PlannedCall planned(String id) {
        ToolCall call = new ToolCall(new ToolCallId(id), "tool", JsonText.of(JsonObject.empty()));
        OutcomePolicy[] policies = OutcomePolicy.values();
        OutcomePolicy policy = policies[random.nextInt(policies.length)];
        ToolOwner owner = random.nextInt(3) == 0 ? ToolOwner.CLIENT : ToolOwner.ENGINE;
        boolean repeatable = owner == ToolOwner.ENGINE && random.nextBoolean();
        String concurrencyClass = random.nextInt(3) == 0 ? "one at a time" : "";
        return new PlannedCall(call, owner, repeatable, policy, clearance(id), concurrencyClass);
    }

    private Clearance clearance(String id) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> new Clearance.Needed("agent: tool *", Given.hash(id), "definition");
            case 2 -> new Clearance.Barred("The arguments lack a name.");
            default -> Clearance.FREE;
        };
    }

    private TurnInput approved(Set<ToolCallId> calls) {
        String first = calls.stream().map(ToolCallId::value).min(String::compareTo).orElseThrow();
        return Given.approval(first, Given.hash(first), answerOfAPerson(), now);
    }

    /** Of somebody who was shown another call. */
    private TurnInput anotherApproval() {
        return Given.approval("c0", Given.hash("another"), answerOfAPerson(), now);
    }

    private ApprovalAnswer answerOfAPerson() {
        return switch (random.nextInt(3)) {
            case 0 -> new ApprovalAnswer.Approve();
            case 1 -> new ApprovalAnswer.Edit(new JsonText("{\"n\":" + random.nextInt(9) + "}"));
            default -> new ApprovalAnswer.Reject();
        };
    }

    private @Nullable TurnInput client(TurnEffect.AwaitClientResults await) {
        Instant until = await.until();
        if (until != null && random.nextInt(3) == 0) {
            now = now.isBefore(until) ? until : now;
            return new TurnInput.ClientTimeUp(moment());
        }
        return random.nextBoolean() ? null : results(await.calls());
    }

    private TurnInput failed(TurnEffect.CallModel call) {
        ModelFailure failure = failure();
        Stretch stretch = null;
        Reduction smaller = null;
        if (failure.nextMove() instanceof NextMove.Shrink && random.nextInt(3) > 0) {
            stretch = random.nextBoolean() ? stretch() : null;
            boolean noted = stretch != null && mayNote && shown == Reduction.NONE;
            smaller = noted ? null : less();
            mayNote &= !noted;
        }
        return new TurnInput.ModelFailed(
                call.step(),
                call.attempt(),
                failure,
                Given.SPENT,
                Duration.ZERO,
                stretch,
                smaller,
                failure.kind() == FailureKind.BUDGET_EXHAUSTED
                        ? new BudgetNews(Given.NOTICE, null, List.of())
                        : BudgetNews.NONE,
                moment());
    }

    /** Notes first, once in a turn, then less and less. */
    private TurnInput outgrownOrAnswered(TurnEffect.CallModel call) {
        Stretch stretch = random.nextInt(4) == 0 ? stretch() : null;
        if (stretch != null && mayNote && shown == Reduction.NONE) {
            mayNote = false;
            return new TurnInput.ContextOutgrown(
                    call.step(), call.attempt(), stretch, null, "Too long.");
        }
        Reduction smaller = random.nextInt(9) == 0 ? less() : null;
        return smaller == null
                ? answered(call, 4)
                : new TurnInput.ContextOutgrown(
                        call.step(), call.attempt(), null, smaller, "Too long.");
    }

    private @Nullable Reduction less() {
        Reduction smaller = shown.next().orElse(null);
        shown = smaller == null ? shown : smaller;
        return smaller;
    }

    /** Up to any item but the last; nobody but the machine sees to it that it makes sense. */
    private @Nullable Stretch stretch() {
        int items = transcript.items().size();
        if (items < 2) {
            return null;
        }
        int last = random.nextInt(items - 1);
        return new Stretch(
                transcript.items().head().version(),
                transcript.items().get(last).version(),
                last + 1,
                items - last - 1);
    }

    private TurnInput noted(TurnEffect.CondenseContext effect) {
        return new TurnInput.ContextCondensed(
                effect.step(),
                effect.attempt(),
                "notes ".repeat(1 + random.nextInt(3)),
                9,
                3,
                Given.SPENT,
                Duration.ZERO,
                warnings());
    }

    private BudgetNews warnings() {
        List<BudgetNotice> warned = random.nextInt(5) == 0 ? List.of(Given.NOTICE) : List.of();
        return new BudgetNews(null, null, warned);
    }

    /** Notes that were put off are asked for again. */
    private TurnInput putOff(TurnEffect.CondenseContext effect) {
        mayNote = true;
        FailureKind[] kinds = {
            FailureKind.RATE_LIMITED, FailureKind.BUSY,
            FailureKind.CIRCUIT_OPEN, FailureKind.BUDGET_EXHAUSTED
        };
        FailureKind kind = kinds[random.nextInt(kinds.length)];
        return new TurnInput.ModelFailed(
                effect.step(),
                effect.attempt(),
                new ModelFailure(kind, new NextMove.BackOff(), "Not now."),
                Usage.NONE,
                Duration.ZERO,
                null,
                null,
                kind == FailureKind.BUDGET_EXHAUSTED
                        ? new BudgetNews(Given.NOTICE, null, List.of())
                        : BudgetNews.NONE,
                moment());
    }

    private TurnInput withoutNotes(TurnEffect.CondenseContext effect) {
        if (random.nextBoolean()) {
            return putOff(effect);
        }
        return new TurnInput.ContextNotCondensed(
                effect.step(),
                effect.attempt(),
                "It wrote none.",
                Given.SPENT,
                Duration.ZERO,
                random.nextBoolean() ? less() : null,
                warnings());
    }

    private ModelFailure failure() {
        NextMove move =
                switch (random.nextInt(12)) {
                    case 0 -> new NextMove.GiveUp();
                    case 1 -> new NextMove.Shrink();
                    case 2 -> new NextMove.RetryAfter(Duration.ofDays(random.nextInt(2)));
                    case 3, 4 -> new NextMove.RetryAfter(Duration.ofSeconds(5));
                    case 5, 6 -> new NextMove.RetryNow();
                    case 7, 8 -> new NextMove.UseOtherModel();
                    default -> new NextMove.BackOff();
                };
        FailureKind[] kinds = FailureKind.values();
        FailureKind kind = kinds[random.nextInt(kinds.length)];
        // What a budget has no room for is not shown less of: it is looked at again.
        boolean shrinksForMoney =
                kind == FailureKind.BUDGET_EXHAUSTED && move instanceof NextMove.Shrink;
        return new ModelFailure(kind, shrinksForMoney ? new NextMove.BackOff() : move, "It broke.");
    }

    private TurnInput returned(ToolCallId call) {
        ToolResult result =
                switch (random.nextInt(5)) {
                    case 0 -> ToolResult.error("It did not work.");
                    case 1 -> ToolResult.timeout("It took too long.");
                    case 2 -> ToolResult.unknown();
                    default -> ToolResult.success("5");
                };
        return new TurnInput.ToolReturned(call, result, Duration.ZERO, moment());
    }

    private TurnInput delegated(ToolCallId call) {
        return new TurnInput.ToolDelegated(call, Given.task(call.value()), moment());
    }

    private TurnInput taskAnswered(Set<ToolCallId> calls) {
        String first = calls.stream().map(ToolCallId::value).min(String::compareTo).orElseThrow();
        return Given.taskAnswered(first, now);
    }

    private TurnInput probed(ToolCallId call) {
        Finding finding =
                switch (random.nextInt(5)) {
                    case 0 -> new Finding.Done(ToolResult.success("5"));
                    case 1 -> new Finding.Done(ToolResult.unknown());
                    case 2 -> new Finding.NeverHappened();
                    default -> new Finding.Unknown();
                };
        return new TurnInput.ToolProbed(call, finding, moment());
    }

    private TurnInput ruled(Set<ToolCallId> calls) {
        Verdict verdict =
                switch (random.nextInt(3)) {
                    case 0 -> new Verdict.RunAgain();
                    case 1 -> new Verdict.TakeResult(ToolResult.success("5"));
                    default -> new Verdict.TellModel();
                };
        ToolCallId first =
                calls.stream().min((a, b) -> a.value().compareTo(b.value())).orElseThrow();
        return new TurnInput.Ruled(first, verdict, now);
    }

    private TurnInput results(Set<ToolCallId> calls) {
        Map<ToolCallId, ToolResult> results = new HashMap<>();
        calls.stream()
                .sorted((a, b) -> a.value().compareTo(b.value()))
                .filter(call -> results.isEmpty() || random.nextBoolean())
                .forEach(call -> results.put(call, ToolResult.success("6")));
        results.put(new ToolCallId("unknown"), ToolResult.success("7"));
        return new TurnInput.ClientResults(results, now);
    }

    private TurnInput allResults(Set<ToolCallId> calls) {
        Map<ToolCallId, ToolResult> results = new HashMap<>();
        calls.forEach(call -> results.put(call, ToolResult.success("6")));
        return new TurnInput.ClientResults(results, now);
    }

    private TurnInput rang(TurnEffect.WaitUntil wait, boolean early) {
        if (!early && now.isBefore(wait.time())) {
            now = wait.time();
        }
        return new TurnInput.TimerRang(moment());
    }

    private TurnInput cancel(TurnEffect.Abort abort) {
        Map<ToolCallId, ToolResult> receipts =
                random.nextBoolean()
                        ? Map.of()
                        : Map.of(new ToolCallId("c2"), ToolResult.cancelled());
        return new TurnInput.CancelAsked(abort.reason(), receipts);
    }
}
