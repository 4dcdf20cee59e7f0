package dev.perdure.rest;

import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentVersion;
import dev.perdure.budget.BudgetCurrency;
import dev.perdure.budget.BudgetId;
import dev.perdure.budget.BudgetNotice;
import dev.perdure.capability.CapabilityId;
import dev.perdure.event.Delta;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.Event;
import dev.perdure.event.Offset;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.Stretch;
import dev.perdure.event.TurnEvent;
import dev.perdure.harness.Harness;
import dev.perdure.json.Json;
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
import dev.perdure.model.Origin;
import dev.perdure.model.Overflow;
import dev.perdure.model.Reduction;
import dev.perdure.model.Usage;
import dev.perdure.resolution.AgentPin;
import dev.perdure.resolution.TurnSetup;
import dev.perdure.rest.everruns.wire.FactLookup;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.Approval;
import dev.perdure.tool.CallHash;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.RuledBy;
import dev.perdure.tool.Ruling;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.FailureReason;
import dev.perdure.turn.SealReason;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import dev.perdure.turn.TurnLimits;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** A sample of every record a log can hold, by name, and a log in which they can be looked up. */
public final class SampleRecords {

    public static final SessionKey SESSION =
            new SessionKey(OrganisationId.DEFAULT, new SessionId(id(0x5e)));
    public static final Instant TIME = Instant.parse("2026-04-18T09:30:00.000Z");
    public static final TurnId TURN = new TurnId(id(0x70));
    public static final TurnId OTHER = new TurnId(id(0x71));
    public static final MessageId INPUT = new MessageId(id(0x11));
    public static final MessageId OUTPUT = new MessageId(id(0x22));
    public static final ModelRef MODEL = new ModelRef("simulated");
    public static final AgentId AGENT = new AgentId(id(0xa));
    public static final SessionSettings SETTINGS =
            SessionSettings.of(Harness.GENERIC_ID, AGENT, "A title");

    private static final Usage USAGE = new Usage(12, 34, 5, 0);
    private static final Duration TOOK = Duration.ofMillis(1234);
    private static final StepNumber STEP = StepNumber.FIRST;
    private static final Attempt ATTEMPT = Attempt.FIRST;
    private static final ToolCall CALL =
            new ToolCall(new ToolCallId("call_1"), "add", new JsonText("{\"a\": 1, \"b\": 2.50}"));

    private SampleRecords() {}

    public static UUID id(long low) {
        return new UUID(0x0198c0de00007000L, 0x8000000000000000L | low);
    }

    /** Each sample by the name of its golden file. */
    public static Map<String, Entry> all() {
        Map<String, Entry> all = new LinkedHashMap<>();
        session(all);
        turn(all);
        reason(all);
        tools(all);
        all.put("OutputDelta", new Delta.OutputDelta(TURN, OUTPUT, 6, "world\u2028\u0000"));
        all.put("ThinkingDelta", new Delta.ThinkingDelta(TURN, OUTPUT, 0, "Hm."));
        return all;
    }

    private static void session(Map<String, Entry> all) {
        all.put("SessionOpened", new SessionEvent.SessionOpened(SETTINGS));
        all.put(
                "SessionOpened.bare",
                new SessionEvent.SessionOpened(SessionSettings.of(Harness.GENERIC_ID, null, "")));
        all.put(
                "SettingsChanged.title",
                new SessionEvent.SettingsChanged(
                        SETTINGS.described("Another", List.of("a"), JsonObject.empty()),
                        SETTINGS.title()));
        all.put(
                "SettingsChanged.tags",
                new SessionEvent.SettingsChanged(
                        SETTINGS.described("", List.of("b"), JsonObject.empty()), ""));
        all.put("HeadMoved", new SessionEvent.HeadMoved(new StreamVersion(3), "Let me try again."));
        all.put("SessionActivated", new TurnEvent.SessionActivated(TURN, INPUT));
        all.put("SessionIdled", new TurnEvent.SessionIdled(TURN, USAGE));
    }

    private static void turn(Map<String, Entry> all) {
        all.put("MessageReceived", new TurnEvent.MessageReceived(TURN, input()));
        all.put("MessageQueued", new TurnEvent.MessageQueued(TURN, INPUT, OTHER));
        all.put("MessageSteered", new TurnEvent.MessageSteered(TURN, INPUT, OTHER, STEP));
        all.put("MessageInterrupted", new TurnEvent.MessageInterrupted(TURN, INPUT, OTHER));
        all.put(
                "TurnStarted",
                new TurnEvent.TurnStarted(
                        TURN,
                        INPUT,
                        new AgentPin(AGENT, AgentVersion.FIRST),
                        MODEL,
                        TurnLimits.DEFAULT,
                        TIME));
        all.put(
                "TurnStarted.resolution",
                new TurnEvent.TurnStarted(
                        TURN,
                        INPUT,
                        null,
                        MODEL,
                        List.of(),
                        TurnLimits.DEFAULT,
                        TIME,
                        new TurnSetup(
                                Harness.GENERIC_ID,
                                List.of(
                                        new TurnSetup.Used(new CapabilityId("web_fetch"), "c0ffee"),
                                        new TurnSetup.Used(new CapabilityId("session"), "")),
                                "abc",
                                "def")));
        all.put("CancelRequested", new TurnEvent.CancelRequested(TURN, "Enough."));
        all.put("TurnCompleted", new TurnEvent.TurnCompleted(TURN, 2, 3, 1, OUTPUT, USAGE, TOOK));
        all.put(
                "TurnFailed",
                new TurnEvent.TurnFailed(
                        TURN, FailureReason.ATTEMPTS_EXHAUSTED, "It did not work.", USAGE));
        all.put("TurnCancelled", new TurnEvent.TurnCancelled(TURN, "Enough.", USAGE));
        for (SealReason reason : SealReason.values()) {
            all.put(
                    "TurnSealed." + reason.name().toLowerCase(java.util.Locale.ROOT),
                    new TurnEvent.TurnSealed(TURN, reason, 7, USAGE));
        }
    }

    private static void reason(Map<String, Entry> all) {
        all.put("ReasonStarted", new StepEvent.ReasonStarted(TURN, STEP, ATTEMPT, OUTPUT, MODEL));
        all.put("OutputStarted", new StepEvent.OutputStarted(TURN, STEP, ATTEMPT, OUTPUT, MODEL));
        all.put(
                "ThinkingCompleted",
                new StepEvent.ThinkingCompleted(TURN, STEP, OUTPUT, "Let me see."));
        all.put(
                "ReasonCompleted",
                new StepEvent.ReasonCompleted(TURN, STEP, ATTEMPT, 1, "Let me", USAGE, TOOK));
        ModelFailure failure =
                new ModelFailure(FailureKind.OVERLOADED, new NextMove.BackOff(), "Too busy.");
        all.put(
                "ReasonFailed",
                new StepEvent.ReasonFailed(
                        TURN, STEP, ATTEMPT, failure, TIME.plusSeconds(2), USAGE, TOOK));
        all.put(
                "ReasonFailed.finally",
                new StepEvent.ReasonFailed(TURN, STEP, ATTEMPT, failure, null, USAGE, TOOK));
        all.put("GenerationRecorded", generation(new StreamVersion(2), new StreamVersion(6)));
        all.put("OutputCompleted", output());
        all.put(
                "ModelSwitched",
                new StepEvent.ModelSwitched(
                        TURN,
                        STEP,
                        ATTEMPT.next(),
                        MODEL,
                        new ModelRef("another"),
                        FailureKind.OVERLOADED,
                        "Too busy."));
        all.put("BudgetReached", new StepEvent.BudgetReached(TURN, STEP, notice(false)));
        all.put("BudgetReached.paused", new StepEvent.BudgetReached(TURN, STEP, notice(true)));
        all.put("BudgetResumed", new StepEvent.BudgetResumed(TURN, STEP, notice(false)));
        all.put("BudgetWarned", new StepEvent.BudgetWarned(TURN, STEP, notice(false)));
        all.put(
                "ContextReduced",
                new StepEvent.ContextReduced(
                        TURN, STEP, ATTEMPT.next(), Reduction.HALF, "Too long."));
        Stretch stretch = new Stretch(new StreamVersion(2), new StreamVersion(40), 12, 4);
        all.put(
                "ContextCompacting",
                new StepEvent.ContextCompacting(
                        TURN, STEP, ATTEMPT, MODEL, stretch, Overflow.FORESEEN));
        all.put(
                "ContextCompacted",
                new StepEvent.ContextCompacted(
                        TURN,
                        STEP,
                        ATTEMPT,
                        MODEL,
                        stretch,
                        "Her name is Ada.",
                        9_000,
                        2_100,
                        USAGE,
                        TOOK));
        all.put(
                "ContextCompactionFailed",
                new StepEvent.ContextCompactionFailed(
                        TURN,
                        STEP,
                        ATTEMPT,
                        MODEL,
                        stretch,
                        Overflow.REFUSED,
                        "The notes were empty.",
                        USAGE,
                        TOOK));
        all.put("AttemptSuperseded", new StepEvent.AttemptSuperseded(TURN, STEP, ATTEMPT, OUTPUT));
    }

    private static final CallHash HASH = new CallHash("00ff".repeat(16));

    private static BudgetNotice notice(boolean paused) {
        return new BudgetNotice(
                new BudgetId(UUID.fromString("0198c0de-0000-7000-8000-00000000000b")),
                BudgetCurrency.USD,
                new BigDecimal("10"),
                new BigDecimal("0.125"),
                paused ? null : new BigDecimal("8.5"),
                paused,
                "There is little left.");
    }

    private static void tools(Map<String, Entry> all) {
        all.put(
                "ActStarted",
                new StepEvent.ActStarted(
                        TURN,
                        STEP,
                        List.of(new PlannedCall(CALL, ToolOwner.ENGINE, true, OutcomePolicy.ASK))));
        all.put("ToolStarted", new StepEvent.ToolStarted(TURN, STEP, ATTEMPT, CALL));
        all.put(
                "ClientToolsRequested",
                new StepEvent.ClientToolsRequested(TURN, STEP, List.of(CALL), TIME));
        all.put(
                "ApprovalRequested",
                new StepEvent.ApprovalRequested(
                        TURN, STEP, CALL, HASH, "agent: hint destructive", TIME));
        for (Approval approval : Approval.values()) {
            all.put(
                    "ApprovalDecided." + approval.name().toLowerCase(Locale.ROOT),
                    new StepEvent.ApprovalDecided(
                            TURN,
                            STEP,
                            CALL.id(),
                            CALL.name(),
                            approval,
                            HASH,
                            approval == Approval.EDITED ? new JsonText(" {\"a\" : 1.50} ") : null,
                            "api",
                            approval == Approval.REJECTED ? "Too much." : "",
                            TIME));
        }
        all.put(
                "ToolDelegated",
                new StepEvent.ToolDelegated(
                        TURN, STEP, CALL.id(), CALL.name(), SESSION.id(), TIME));
        all.put(
                "ToolOutcomeUnknown",
                new StepEvent.ToolOutcomeUnknown(TURN, STEP, CALL.id(), CALL.name()));
        all.put(
                "RulingRequested",
                new StepEvent.RulingRequested(TURN, STEP, CALL.id(), CALL.name(), TIME));
        for (Ruling ruling : Ruling.values()) {
            all.put(
                    "OutcomeRuled." + ruling.name().toLowerCase(Locale.ROOT),
                    new StepEvent.OutcomeRuled(
                            TURN, STEP, CALL.id(), CALL.name(), ruling, RuledBy.CLIENT, TIME));
        }
        all.put("ToolCompleted.success", tool(ToolResult.success("3.5")));
        all.put("ToolCompleted.error", tool(ToolResult.error("It broke.")));
        all.put("ToolCompleted.timeout", tool(ToolResult.timeout("Too slow.")));
        all.put("ToolCompleted.cancelled", tool(ToolResult.cancelled()));
        all.put("ToolCompleted.unknown", tool(ToolResult.unknown()));
        all.put("ActCompleted", new StepEvent.ActCompleted(TURN, STEP, 2, 1));
    }

    public static StepEvent.GenerationRecorded generation(StreamVersion from, StreamVersion to) {
        return new StepEvent.GenerationRecorded(
                TURN,
                STEP,
                ATTEMPT,
                from,
                to,
                "0123abcd",
                OUTPUT,
                MODEL,
                FinishReason.TOOL_CALLS,
                USAGE,
                TOOK,
                Duration.ofMillis(56));
    }

    public static StepEvent.ToolCompleted tool(ToolResult result) {
        return new StepEvent.ToolCompleted(TURN, STEP, CALL.id(), CALL.name(), result, TOOK);
    }

    public static StepEvent.OutputCompleted output() {
        List<ContentPart> content =
                List.of(
                        new ContentPart.Thinking("Let me see."),
                        new InputPart.Text("Let me add."),
                        // No golden file of any dialect shows it.
                        new ContentPart.Opaque(
                                new Origin("wire", "provider", "model"),
                                new JsonText("{\"signature\":\"nobody's business\"}")),
                        new ContentPart.ToolUse(CALL));
        return new StepEvent.OutputCompleted(
                TURN, STEP, Message.ofAgent(OUTPUT, content, TIME), MODEL, USAGE);
    }

    public static Message input() {
        return new Message(
                INPUT,
                Role.USER,
                List.of(
                        new InputPart.Text("a\u0000b\ud800c"),
                        new InputPart.ImageUrl("https://example.com/a.png"),
                        new InputPart.ImageData("aGk=", "image/png"),
                        new InputPart.ImageFile("img_1", "a.png")),
                new Controls(MODEL, object("{\"model_id\":\"simulated\",\"n\":1.50}")),
                object("{\"k\":\"\\ud800\"}"),
                object("{\"actor_id\":\"me\",\"source\":\"test\"}"),
                JsonObject.empty(),
                TIME);
    }

    private static JsonObject object(String json) {
        return (JsonObject) Json.parse(json).get();
    }

    /**
     * A log in which the sampled generation finds what it looks for; version and offset are one.
     */
    public static List<Envelope> log() {
        return log(
                new SessionEvent.SessionOpened(SETTINGS),
                new TurnEvent.MessageReceived(TURN, input()),
                new TurnEvent.SessionActivated(TURN, INPUT),
                new TurnEvent.TurnStarted(TURN, INPUT, null, MODEL, TurnLimits.DEFAULT, TIME),
                new StepEvent.ReasonStarted(TURN, STEP, ATTEMPT, OUTPUT, MODEL),
                new StepEvent.OutputStarted(TURN, STEP, ATTEMPT, OUTPUT, MODEL),
                generation(new StreamVersion(2), new StreamVersion(6)),
                output());
    }

    public static List<Envelope> log(Entry... entries) {
        List<Envelope> log = new ArrayList<>();
        long version = 0;
        for (Entry entry : entries) {
            version += entry instanceof Event ? 1 : 0;
            log.add(
                    new Envelope(
                            SESSION,
                            new Offset(log.size() + 1L),
                            new StreamVersion(version),
                            TIME.plusMillis(log.size()),
                            entry));
        }
        return log;
    }

    /** Looks facts up in {@code log}. */
    public static FactLookup facts(List<Envelope> log) {
        return (from, to) ->
                log.stream()
                        .filter(Envelope::isFact)
                        .filter(fact -> fact.version().compareTo(from) >= 0)
                        .filter(fact -> fact.version().compareTo(to) <= 0)
                        .toList();
    }
}
