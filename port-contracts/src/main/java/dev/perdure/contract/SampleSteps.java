package dev.perdure.contract;

import static dev.perdure.contract.SampleEntries.MESSAGE;
import static dev.perdure.contract.SampleEntries.TURN;

import dev.perdure.budget.BudgetCurrency;
import dev.perdure.budget.BudgetNotice;
import dev.perdure.event.Entry;
import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.Stretch;
import dev.perdure.message.Role;
import dev.perdure.model.FailureKind;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.ModelRef;
import dev.perdure.model.NextMove;
import dev.perdure.model.Overflow;
import dev.perdure.model.Reduction;
import dev.perdure.model.Usage;
import dev.perdure.session.SessionId;
import dev.perdure.tool.Approval;
import dev.perdure.tool.CallHash;
import dev.perdure.tool.Clearance;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.RuledBy;
import dev.perdure.tool.Ruling;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.ToolStatus;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The part of the catalogue that is about steps. */
final class SampleSteps {

    private static final StepNumber STEP = new StepNumber(2);
    private static final Attempt ATTEMPT = new Attempt(3);

    /** Added to that of other samples it is still a number of tokens. */
    private static final Usage USAGE_OF_NOTES = new Usage(0, 80, 3, 0);

    private static final CallHash HASH = new CallHash("00ff");

    private SampleSteps() {}

    static List<Entry> ofModelCalls() {
        List<Entry> entries = new ArrayList<>();
        entries.add(new StepEvent.ReasonStarted(TURN, STEP, ATTEMPT, MESSAGE, SampleValues.MODEL));
        entries.add(new StepEvent.OutputStarted(TURN, STEP, ATTEMPT, MESSAGE, SampleValues.MODEL));
        entries.add(
                new StepEvent.ThinkingCompleted(TURN, STEP, MESSAGE, SampleValues.AWKWARD_TEXT));
        entries.add(
                new StepEvent.ReasonCompleted(
                        TURN,
                        STEP,
                        ATTEMPT,
                        5,
                        SampleValues.AWKWARD_TEXT,
                        SampleValues.USAGE,
                        SampleValues.DURATION));
        for (ModelFailure failure : failures()) {
            entries.add(failed(failure, SampleValues.INSTANT));
        }
        entries.add(failed(failures().getFirst(), null));
        entries.add(
                new StepEvent.ModelSwitched(
                        TURN,
                        STEP,
                        ATTEMPT,
                        SampleValues.MODEL,
                        new ModelRef("another"),
                        FailureKind.OVERLOADED,
                        SampleValues.AWKWARD_TEXT));
        for (BudgetCurrency currency : BudgetCurrency.values()) {
            BudgetNotice notice = SampleValues.notice(currency, new BigDecimal("0.125"));
            entries.add(new StepEvent.BudgetReached(TURN, STEP, notice));
            entries.add(new StepEvent.BudgetWarned(TURN, STEP, notice));
            entries.add(
                    new StepEvent.BudgetResumed(TURN, STEP, SampleValues.notice(currency, null)));
        }
        for (Reduction reduction : Reduction.values()) {
            entries.add(
                    new StepEvent.ContextReduced(
                            TURN, STEP, ATTEMPT, reduction, SampleValues.AWKWARD_TEXT));
        }
        entries.addAll(notes());
        for (FinishReason finish : FinishReason.values()) {
            entries.add(generation(finish, SampleValues.DURATION));
        }
        entries.add(generation(FinishReason.STOP, null));
        entries.add(
                new StepEvent.OutputCompleted(
                        TURN,
                        STEP,
                        SampleValues.message(Role.AGENT),
                        SampleValues.MODEL,
                        SampleValues.USAGE_PAID));
        entries.add(new StepEvent.AttemptSuperseded(TURN, STEP, ATTEMPT, MESSAGE));
        return entries;
    }

    static List<Entry> ofTools() {
        List<Entry> entries = new ArrayList<>();
        ToolCall call = SampleValues.call();
        entries.add(
                new StepEvent.ActStarted(
                        TURN,
                        STEP,
                        List.of(
                                new PlannedCall(call, ToolOwner.CLIENT, false, OutcomePolicy.ASK),
                                new PlannedCall(call, ToolOwner.ENGINE, true, OutcomePolicy.RERUN),
                                new PlannedCall(
                                        call,
                                        ToolOwner.ENGINE,
                                        false,
                                        OutcomePolicy.FAIL_TO_MODEL))));
        entries.add(new StepEvent.ActStarted(TURN, STEP, List.of()));
        entries.add(new StepEvent.ToolStarted(TURN, STEP, ATTEMPT, call));
        for (Clearance clearance : clearances()) {
            entries.add(
                    new StepEvent.ActStarted(
                            TURN,
                            STEP,
                            List.of(
                                    new PlannedCall(
                                            call,
                                            ToolOwner.ENGINE,
                                            false,
                                            OutcomePolicy.ASK,
                                            clearance,
                                            "a class"))));
        }
        entries.add(new StepEvent.ClientToolsRequested(TURN, STEP, List.of(call, call), null));
        entries.add(
                new StepEvent.ClientToolsRequested(
                        TURN, STEP, List.of(call), SampleValues.INSTANT));
        entries.addAll(approvals(call));
        entries.add(
                new StepEvent.ToolDelegated(
                        TURN,
                        STEP,
                        new ToolCallId(SampleValues.AWKWARD_TEXT),
                        "a_tool",
                        new SessionId(new UUID(3, 4)),
                        SampleValues.INSTANT));
        entries.add(
                new StepEvent.ToolOutcomeUnknown(
                        TURN, STEP, new ToolCallId(SampleValues.AWKWARD_TEXT), "a_tool"));
        entries.add(
                new StepEvent.RulingRequested(
                        TURN,
                        STEP,
                        new ToolCallId(SampleValues.AWKWARD_TEXT),
                        "a_tool",
                        SampleValues.INSTANT));
        for (Ruling ruling : Ruling.values()) {
            for (RuledBy by : RuledBy.values()) {
                entries.add(
                        new StepEvent.OutcomeRuled(
                                TURN, STEP, call.id(), "a_tool", ruling, by, SampleValues.INSTANT));
            }
        }
        for (ToolStatus status : ToolStatus.values()) {
            entries.add(
                    new StepEvent.ToolCompleted(
                            TURN,
                            STEP,
                            call.id(),
                            "a_tool",
                            new ToolResult(status, SampleValues.AWKWARD_TEXT, status.name()),
                            Duration.ZERO));
        }
        entries.add(new StepEvent.ActCompleted(TURN, STEP, 4, 1));
        return entries;
    }

    private static List<Clearance> clearances() {
        return List.of(
                new Clearance.Needed(SampleValues.AWKWARD_TEXT, HASH, "ff00"),
                new Clearance.Given(HASH, false),
                new Clearance.Given(HASH, true),
                new Clearance.Barred(SampleValues.AWKWARD_TEXT));
    }

    private static List<Entry> approvals(ToolCall call) {
        List<Entry> entries = new ArrayList<>();
        entries.add(
                new StepEvent.ApprovalRequested(
                        TURN, STEP, call, HASH, SampleValues.AWKWARD_TEXT, SampleValues.INSTANT));
        for (Approval approval : Approval.values()) {
            entries.add(
                    new StepEvent.ApprovalDecided(
                            TURN,
                            STEP,
                            call.id(),
                            "a_tool",
                            approval,
                            HASH,
                            approval == Approval.EDITED ? call.arguments() : null,
                            SampleValues.AWKWARD_TEXT,
                            approval == Approval.REJECTED ? SampleValues.AWKWARD_TEXT : "",
                            SampleValues.INSTANT));
        }
        return entries;
    }

    private static Entry failed(ModelFailure failure, @Nullable Instant at) {
        return new StepEvent.ReasonFailed(
                TURN, STEP, ATTEMPT, failure, at, Usage.NONE, SampleValues.DURATION);
    }

    private static Entry generation(FinishReason finish, @Nullable Duration toFirstChunk) {
        return new StepEvent.GenerationRecorded(
                TURN,
                STEP,
                ATTEMPT,
                new StreamVersion(4),
                new StreamVersion(5),
                "00ff",
                MESSAGE,
                SampleValues.MODEL,
                finish,
                SampleValues.USAGE,
                SampleValues.DURATION,
                toFirstChunk);
    }

    private static List<Entry> notes() {
        Stretch stretch = new Stretch(StreamVersion.NONE, new StreamVersion(7), 3, 1);
        List<Entry> entries = new ArrayList<>();
        for (Overflow overflow : Overflow.values()) {
            entries.add(
                    new StepEvent.ContextCompacting(
                            TURN, STEP, ATTEMPT, SampleValues.MODEL, stretch, overflow));
            entries.add(
                    new StepEvent.ContextCompactionFailed(
                            TURN,
                            STEP,
                            ATTEMPT,
                            SampleValues.MODEL,
                            stretch,
                            overflow,
                            SampleValues.AWKWARD_TEXT,
                            USAGE_OF_NOTES,
                            SampleValues.DURATION));
        }
        entries.add(
                new StepEvent.ContextCompacted(
                        TURN,
                        STEP,
                        ATTEMPT,
                        SampleValues.MODEL,
                        stretch,
                        SampleValues.AWKWARD_TEXT,
                        Long.MAX_VALUE,
                        1,
                        USAGE_OF_NOTES,
                        SampleValues.DURATION));
        return entries;
    }

    private static List<ModelFailure> failures() {
        List<NextMove> moves =
                List.of(
                        new NextMove.RetryNow(),
                        new NextMove.RetryAfter(SampleValues.DURATION),
                        new NextMove.BackOff(),
                        new NextMove.UseOtherModel(),
                        new NextMove.Shrink(),
                        new NextMove.GiveUp());
        List<ModelFailure> failures = new ArrayList<>();
        for (FailureKind kind : FailureKind.values()) {
            NextMove move = moves.get(failures.size() % moves.size());
            failures.add(new ModelFailure(kind, move, SampleValues.AWKWARD_TEXT));
        }
        return failures;
    }
}
