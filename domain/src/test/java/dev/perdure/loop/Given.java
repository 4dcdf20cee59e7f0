package dev.perdure.loop;

import dev.perdure.budget.BudgetCurrency;
import dev.perdure.budget.BudgetId;
import dev.perdure.budget.BudgetNotice;
import dev.perdure.event.Event;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.Stretch;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.message.ContentPart;
import dev.perdure.message.Controls;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.message.Role;
import dev.perdure.model.FailureKind;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.ModelRef;
import dev.perdure.model.NextMove;
import dev.perdure.model.Usage;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.ApprovalAnswer;
import dev.perdure.tool.CallHash;
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
import dev.perdure.turn.TurnId;
import dev.perdure.turn.TurnLimits;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Words for setting a scene: inputs, and states reached through the machine itself. */
final class Given {

    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    static final SessionKey SESSION =
            new SessionKey(OrganisationId.DEFAULT, new SessionId(new UUID(5, 5)));
    static final TurnId TURN = new TurnId(new UUID(1, 1));
    static final MessageId QUESTION = new MessageId(new UUID(2, 1));
    static final ModelRef MODEL = new ModelRef("simulated");
    static final List<ModelRef> FALLBACKS = List.of(new ModelRef("second"), new ModelRef("third"));
    static final TurnLimits LIMITS = limits(3, 2, 2);
    static final BudgetNotice NOTICE =
            new BudgetNotice(
                    new BudgetId(new UUID(0, 11)),
                    BudgetCurrency.USD,
                    BigDecimal.TEN,
                    BigDecimal.ZERO,
                    null,
                    false,
                    "Nothing is left.");

    static final Usage SPENT = new Usage(10, 5, 0, 0);
    static final TurnState.Queued QUEUED = new TurnState.Queued(TURN, QUESTION, null);

    static final Stretch STRETCH = new Stretch(new StreamVersion(2), new StreamVersion(9), 4, 2);

    /** Characters of what a call comes to. */
    static final int TOOL_OUTPUT = 1_000;

    private Given() {}

    static TurnLimits limits(int steps, int attempts, int parallelTools) {
        return new TurnLimits(
                steps,
                attempts,
                parallelTools,
                Duration.ofHours(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                1_000_000,
                1_000_000,
                Duration.ofMinutes(1),
                1_000_000,
                TOOL_OUTPUT);
    }

    static Moment at(Duration afterStart) {
        return new Moment(START.plus(afterStart), new MessageId(new UUID(3, 1)), 0.5);
    }

    static Moment soon() {
        return at(Duration.ofSeconds(1));
    }

    /** Later than the turn may take. */
    static Moment tooLate() {
        return at(Duration.ofHours(2));
    }

    static TurnInput.Begin begin() {
        return new TurnInput.Begin(null, MODEL, LIMITS, at(Duration.ZERO));
    }

    /** With models to fall back to. */
    static TurnInput.Begin beginWithOthers() {
        return new TurnInput.Begin(null, MODEL, FALLBACKS, LIMITS, at(Duration.ZERO));
    }

    static TurnInput.ModelFailed failed(int attempt, FailureKind kind, NextMove nextMove) {
        return failed(1, attempt, kind, nextMove, soon());
    }

    static TurnInput.ModelFailed failed(
            int step, int attempt, FailureKind kind, NextMove nextMove, Moment moment) {
        return new TurnInput.ModelFailed(
                new StepNumber(step),
                new Attempt(attempt),
                new ModelFailure(kind, nextMove, "It broke."),
                SPENT,
                Duration.ofSeconds(1),
                moment);
    }

    static TurnInput.ModelFailed heldByBudget(int attempt) {
        return heldByBudget(attempt, soon());
    }

    static TurnInput.ModelFailed heldByBudget(int attempt, Moment moment) {
        return new TurnInput.ModelFailed(
                StepNumber.FIRST,
                new Attempt(attempt),
                new ModelFailure(
                        FailureKind.BUDGET_EXHAUSTED,
                        new NextMove.RetryAfter(Duration.ofMinutes(5)),
                        NOTICE.sentence()),
                Usage.NONE,
                Duration.ZERO,
                null,
                null,
                new BudgetNews(NOTICE, null, List.of()),
                moment);
    }

    static TurnInput.Recovered recovered() {
        return new TurnInput.Recovered(soon());
    }

    static TurnInput.Proceed proceed() {
        return new TurnInput.Proceed(soon());
    }

    static TurnInput.ModelAnswered answered(int step, int attempt, PlannedCall... calls) {
        return answered(step, attempt, soon(), calls);
    }

    static TurnInput.ModelAnswered answered(
            int step, int attempt, Moment moment, PlannedCall... calls) {
        return new TurnInput.ModelAnswered(
                new StepNumber(step), new Attempt(attempt), answer("Answer.", calls), moment);
    }

    static TurnInput.ModelFailed failed(int step, int attempt, NextMove nextMove) {
        return new TurnInput.ModelFailed(
                new StepNumber(step),
                new Attempt(attempt),
                new ModelFailure(FailureKind.PROVIDER_ERROR, nextMove, "It broke."),
                SPENT,
                Duration.ofSeconds(1),
                soon());
    }

    static TurnInput.ToolReturned returned(String call) {
        return returned(call, soon());
    }

    static TurnInput.ToolReturned returned(String call, Moment moment) {
        return new TurnInput.ToolReturned(
                new ToolCallId(call), ToolResult.success("5"), Duration.ofSeconds(1), moment);
    }

    static TurnInput.ToolProbed probed(String call, Finding finding) {
        return probed(call, finding, soon());
    }

    static TurnInput.ToolProbed probed(String call, Finding finding, Moment moment) {
        return new TurnInput.ToolProbed(new ToolCallId(call), finding, moment);
    }

    /** The tool cannot tell what became of the call. */
    static TurnInput.ToolProbed unknown(String call) {
        return probed(call, new Finding.Unknown());
    }

    /** The session that the work of a call is put on. */
    static SessionId task(String call) {
        return new SessionId(new UUID(40, call.hashCode()));
    }

    static TurnInput.ToolDelegated delegated(String call) {
        return new TurnInput.ToolDelegated(new ToolCallId(call), task(call), soon());
    }

    static TurnInput.TaskAnswered taskAnswered(String call, Instant now) {
        return new TurnInput.TaskAnswered(
                new ToolCallId(call), task(call), ToolResult.success("8"), now);
    }

    static TurnInput.Ruled ruled(String call, Verdict verdict) {
        return new TurnInput.Ruled(new ToolCallId(call), verdict, START.plusSeconds(1));
    }

    static TurnInput.ClientResults results(String... calls) {
        Map<ToolCallId, ToolResult> results = new HashMap<>();
        for (String call : calls) {
            results.put(new ToolCallId(call), ToolResult.success("6"));
        }
        return new TurnInput.ClientResults(results, START.plusSeconds(1));
    }

    static Answer answer(String text, PlannedCall... calls) {
        List<ContentPart> content = new ArrayList<>(List.of(new InputPart.Text(text)));
        for (PlannedCall call : calls) {
            content.add(new ContentPart.ToolUse(call.call()));
        }
        return new Answer(
                content,
                "",
                List.of(calls),
                calls.length == 0 ? FinishReason.STOP : FinishReason.TOOL_CALLS,
                SPENT,
                Duration.ofSeconds(1),
                null,
                new StreamVersion(1),
                new StreamVersion(2),
                "hash");
    }

    static PlannedCall readOnly(String id) {
        return new PlannedCall(call(id), ToolOwner.ENGINE, true, OutcomePolicy.ASK);
    }

    /** A call that must not be repeated, whose outcome somebody is asked about. */
    static PlannedCall once(String id) {
        return once(id, OutcomePolicy.ASK);
    }

    static PlannedCall once(String id, OutcomePolicy whenUnknown) {
        return new PlannedCall(call(id), ToolOwner.ENGINE, false, whenUnknown);
    }

    static PlannedCall client(String id) {
        return new PlannedCall(call(id), ToolOwner.CLIENT, false, OutcomePolicy.ASK);
    }

    /** A call that a person has to allow. */
    static PlannedCall needsLeave(String id) {
        return needsLeave(id, ToolOwner.ENGINE);
    }

    static PlannedCall needsLeave(String id, ToolOwner owner) {
        return new PlannedCall(
                call(id),
                owner,
                false,
                OutcomePolicy.ASK,
                new Clearance.Needed("agent: tool *", hash(id), "definition"),
                "");
    }

    /** A call that its own mistakes keep from running. */
    static PlannedCall barred(String id) {
        return once(id).with(new Clearance.Barred("The arguments lack a name."));
    }

    static CallHash hash(String id) {
        return new CallHash("hash of " + id);
    }

    static TurnInput.ApprovalAnswered approved(String id) {
        return approved(id, START.plusSeconds(1));
    }

    static TurnInput.ApprovalAnswered approved(String id, Instant now) {
        return approval(id, hash(id), new ApprovalAnswer.Approve(), now);
    }

    static TurnInput.ApprovalAnswered rejected(String id) {
        return approval(id, hash(id), new ApprovalAnswer.Reject(), START.plusSeconds(1));
    }

    static TurnInput.ApprovalAnswered approval(
            String id, CallHash shown, ApprovalAnswer answer, Instant now) {
        return new TurnInput.ApprovalAnswered(
                SESSION, new ToolCallId(id), shown, answer, "somebody", "", now);
    }

    static ToolCall call(String id) {
        return new ToolCall(new ToolCallId(id), "tool_" + id, JsonText.of(JsonObject.empty()));
    }

    static Message message(MessageId id, Role role, String text) {
        return new Message(
                id,
                role,
                List.of(new InputPart.Text(text)),
                Controls.NONE,
                JsonObject.empty(),
                JsonObject.empty(),
                JsonObject.empty(),
                START);
    }

    /** The state a queued turn reaches by inputs, none of which it may refuse. */
    static TurnState after(TurnInput... inputs) {
        TurnState state = QUEUED;
        for (TurnInput input : inputs) {
            state = after(state, facts(state, input));
        }
        return state;
    }

    static List<Event> facts(TurnState state, TurnInput input) {
        return TurnLoop.decide(state, input)
                .getOrElseThrow(refusal -> new AssertionError(refusal.sentence()))
                .facts();
    }

    static TurnState after(TurnState state, List<Event> facts) {
        TurnState next = state;
        for (Event fact : facts) {
            next = TurnLoop.evolve(next, (TurnEvent) fact);
        }
        return next;
    }
}
