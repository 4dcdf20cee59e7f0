package dev.perdure.telemetry;

import dev.perdure.contract.SessionScenario;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.Event;
import dev.perdure.event.Offset;
import dev.perdure.event.StepEvent;
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
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import dev.perdure.turn.TurnLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Facts of one turn, each a second after the one before. */
final class TurnFacts {

    static final ModelRef FIRST = new ModelRef("openai/small");
    static final ModelRef SECOND = new ModelRef("claude/large");
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final String SPOKEN = "what nobody else should read";
    private static final MessageId MESSAGE = new MessageId(new UUID(1, 2));
    private static final Usage USAGE = new Usage(10, 20, 30, 5).reasoning(7);

    final SessionKey session = SessionScenario.freshKey(OrganisationId.DEFAULT);
    final TurnId turn = new TurnId(UUID.randomUUID());
    private int written;

    Envelope fact(Entry entry) {
        written++;
        return new Envelope(
                session,
                new Offset(written),
                new StreamVersion(written),
                START.plusSeconds(written),
                entry);
    }

    /** Its message joined another turn. */
    Event steered() {
        return new TurnEvent.MessageSteered(
                turn, MESSAGE, new TurnId(UUID.randomUUID()), new StepNumber(1));
    }

    Event received() {
        return new TurnEvent.MessageReceived(
                turn,
                new Message(
                        MESSAGE,
                        Role.USER,
                        List.of(new InputPart.Text(SPOKEN)),
                        Controls.NONE,
                        JsonObject.empty(),
                        JsonObject.empty(),
                        JsonObject.empty(),
                        START));
    }

    Event started() {
        return new TurnEvent.TurnStarted(turn, MESSAGE, null, FIRST, TurnLimits.DEFAULT, START);
    }

    Event reason(int step, int attempt, ModelRef model) {
        return new StepEvent.ReasonStarted(
                turn, new StepNumber(step), new Attempt(attempt), MESSAGE, model);
    }

    Event failed(int step, int attempt) {
        return failed(step, attempt, FailureKind.OVERLOADED);
    }

    Event failed(int step, int attempt, FailureKind kind) {
        return new StepEvent.ReasonFailed(
                turn,
                new StepNumber(step),
                new Attempt(attempt),
                new ModelFailure(kind, new NextMove.GiveUp(), SPOKEN),
                null,
                Usage.NONE,
                Duration.ofSeconds(1));
    }

    Event switched(int step, int next) {
        return new StepEvent.ModelSwitched(
                turn,
                new StepNumber(step),
                new Attempt(next),
                FIRST,
                SECOND,
                FailureKind.OVERLOADED,
                SPOKEN);
    }

    Event compacted(int step, int attempt) {
        return new StepEvent.ContextCompacted(
                turn,
                new StepNumber(step),
                new Attempt(attempt),
                SECOND,
                new Stretch(new StreamVersion(1), new StreamVersion(2), 1, 1),
                SPOKEN,
                100,
                10,
                USAGE,
                Duration.ofSeconds(1));
    }

    Event superseded(int step, int attempt) {
        return new StepEvent.AttemptSuperseded(
                turn, new StepNumber(step), new Attempt(attempt), MESSAGE);
    }

    Event recorded(int step, int attempt, ModelRef model, FinishReason finish) {
        return new StepEvent.GenerationRecorded(
                turn,
                new StepNumber(step),
                new Attempt(attempt),
                new StreamVersion(1),
                new StreamVersion(2),
                "hash",
                MESSAGE,
                model,
                finish,
                USAGE,
                Duration.ofSeconds(1),
                Duration.ofMillis(40));
    }

    Event output(int step, ModelRef model, ContentPart... parts) {
        return new StepEvent.OutputCompleted(
                turn,
                new StepNumber(step),
                Message.ofAgent(MESSAGE, List.of(parts), START),
                model,
                USAGE);
    }

    ToolCall call() {
        return new ToolCall(
                new ToolCallId("call_1"), "look", new JsonText("{\"at\":\"" + SPOKEN + "\"}"));
    }

    Event acting(int step) {
        return new StepEvent.ActStarted(
                turn,
                new StepNumber(step),
                List.of(new PlannedCall(call(), ToolOwner.ENGINE, true, OutcomePolicy.ASK)));
    }

    Event tool(int step, ToolResult result) {
        return new StepEvent.ToolCompleted(
                turn,
                new StepNumber(step),
                call().id(),
                call().name(),
                result,
                Duration.ofMillis(500));
    }

    Event completed() {
        return new TurnEvent.TurnCompleted(turn, 2, 3, 1, MESSAGE, USAGE, Duration.ofSeconds(10));
    }

    Event cancelled() {
        return new TurnEvent.TurnCancelled(turn, SPOKEN, USAGE);
    }

    /** A turn whose model fails over, calls a tool and answers. */
    List<Event> whole() {
        return List.of(
                received(),
                started(),
                reason(1, 1, FIRST),
                failed(1, 1),
                switched(1, 2),
                reason(1, 2, SECOND),
                recorded(1, 2, SECOND, FinishReason.TOOL_CALLS),
                output(1, SECOND, new ContentPart.ToolUse(call())),
                acting(1),
                tool(1, ToolResult.success(SPOKEN)),
                reason(2, 1, SECOND),
                recorded(2, 1, SECOND, FinishReason.STOP),
                output(2, SECOND, new InputPart.Text(SPOKEN)),
                completed());
    }
}
