package dev.perdure.contract;

import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentVersion;
import dev.perdure.capability.CapabilityId;
import dev.perdure.event.Delta;
import dev.perdure.event.Entry;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.harness.Harness;
import dev.perdure.harness.HarnessBase;
import dev.perdure.message.MessageId;
import dev.perdure.message.MessageStrategy;
import dev.perdure.message.Role;
import dev.perdure.model.ModelRef;
import dev.perdure.model.Usage;
import dev.perdure.resolution.AgentPin;
import dev.perdure.resolution.TurnSetup;
import dev.perdure.session.SessionSettings;
import dev.perdure.turn.FailureReason;
import dev.perdure.turn.SealReason;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import dev.perdure.turn.TurnLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * At least one entry of every kind there is, with every kind of value that an entry can hold. A
 * kind without a sample fails whoever asks for the catalogue.
 */
public final class SampleEntries {

    static final TurnId TURN = new TurnId(new UUID(-1, 1));
    static final TurnId OTHER = new TurnId(new UUID(-1, 2));
    static final MessageId MESSAGE = SampleValues.messageId(9);

    private SampleEntries() {}

    /** The catalogue. */
    public static List<Entry> all() {
        List<Entry> all = new ArrayList<>();
        all.addAll(ofSession());
        all.addAll(ofArrivals());
        all.addAll(ofTurn());
        all.addAll(ofTurnEnds());
        all.addAll(SampleSteps.ofModelCalls());
        all.addAll(SampleSteps.ofTools());
        all.addAll(deltas());
        List<String> unsampled = Kinds.unsampled(Entry.class, all);
        if (!unsampled.isEmpty()) {
            throw new AssertionError("no sample of " + unsampled);
        }
        return List.copyOf(all);
    }

    /** The first sample of that kind. */
    public static <E extends Entry> E firstOf(Class<E> kind) {
        return all().stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
    }

    private static List<Entry> ofSession() {
        return List.of(
                new SessionEvent.SessionOpened(SampleValues.sessionSettings()),
                new SessionEvent.SessionOpened(SessionSettings.of(Harness.GENERIC_ID, null, "")),
                new SessionEvent.SessionOpened(
                        SessionSettings.of(Harness.GENERIC_ID, null, "").on(HarnessBase.EMPTY)),
                new SessionEvent.SettingsChanged(
                        SampleValues.sessionSettings(), SampleValues.AWKWARD_TEXT),
                new SessionEvent.HeadMoved(new StreamVersion(3), SampleValues.AWKWARD_TEXT));
    }

    private static List<Entry> ofArrivals() {
        List<Entry> arrivals = new ArrayList<>();
        arrivals.add(new TurnEvent.MessageReceived(TURN, SampleValues.message(Role.USER)));
        Arrays.stream(MessageStrategy.values())
                .map(strategy ->
                        new TurnEvent.MessageReceived(TURN, SampleValues.bareMessage(), strategy))
                .forEach(arrivals::add);
        arrivals.add(new TurnEvent.MessageQueued(TURN, MESSAGE, OTHER));
        arrivals.add(new TurnEvent.MessageSteered(TURN, MESSAGE, OTHER, new StepNumber(7)));
        arrivals.add(new TurnEvent.MessageInterrupted(TURN, MESSAGE, OTHER));
        return arrivals;
    }

    private static List<Entry> ofTurn() {
        return List.of(
                new TurnEvent.SessionActivated(TURN, MESSAGE),
                new TurnEvent.TurnStarted(
                        TURN,
                        MESSAGE,
                        new AgentPin(new AgentId(new UUID(5, 6)), new AgentVersion(12)),
                        SampleValues.MODEL,
                        List.of(SampleValues.MODEL, new ModelRef("another")),
                        limits(),
                        SampleValues.INSTANT),
                new TurnEvent.TurnStarted(
                        TURN,
                        MESSAGE,
                        null,
                        SampleValues.MODEL,
                        List.of(),
                        limits().withClientTime(Duration.ofDays(3)),
                        SampleValues.INSTANT),
                new TurnEvent.TurnStarted(
                        TURN,
                        MESSAGE,
                        null,
                        SampleValues.MODEL,
                        TurnLimits.DEFAULT,
                        SampleValues.INSTANT),
                new TurnEvent.TurnStarted(
                        TURN,
                        MESSAGE,
                        null,
                        SampleValues.MODEL,
                        List.of(),
                        TurnLimits.DEFAULT,
                        SampleValues.INSTANT,
                        new TurnSetup(
                                Harness.GENERIC_ID,
                                List.of(
                                        new TurnSetup.Used(new CapabilityId("one"), "a hash"),
                                        new TurnSetup.Used(new CapabilityId("mcp:two"), "")),
                                "of the prompt",
                                "of the tools")),
                new TurnEvent.CancelRequested(TURN, SampleValues.AWKWARD_TEXT));
    }

    private static List<Entry> ofTurnEnds() {
        List<Entry> ends = new ArrayList<>();
        ends.add(
                new TurnEvent.TurnCompleted(
                        TURN,
                        1,
                        Integer.MAX_VALUE,
                        0,
                        MESSAGE,
                        SampleValues.USAGE,
                        SampleValues.DURATION));
        Arrays.stream(FailureReason.values())
                .map(reason ->
                        new TurnEvent.TurnFailed(
                                TURN, reason, SampleValues.AWKWARD_TEXT, Usage.NONE))
                .forEach(ends::add);
        ends.add(new TurnEvent.TurnCancelled(TURN, SampleValues.AWKWARD_TEXT, SampleValues.USAGE));
        Arrays.stream(SealReason.values())
                .map(reason -> new TurnEvent.TurnSealed(TURN, reason, 7, SampleValues.USAGE))
                .forEach(ends::add);
        ends.add(new TurnEvent.SessionIdled(TURN, SampleValues.USAGE));
        return ends;
    }

    private static List<Entry> deltas() {
        return List.of(
                new Delta.OutputDelta(TURN, MESSAGE, 0, SampleValues.AWKWARD_TEXT),
                new Delta.OutputDelta(TURN, MESSAGE, Integer.MAX_VALUE, ""),
                new Delta.ThinkingDelta(TURN, MESSAGE, 1, SampleValues.AWKWARD_TEXT));
    }

    /** Limits in which no two values are alike, so that none can stand in for another. */
    private static TurnLimits limits() {
        return new TurnLimits(
                11,
                12,
                13,
                Duration.ofDays(400),
                Duration.ofNanos(1),
                Duration.ofMillis(1500),
                SampleValues.DURATION,
                Integer.MAX_VALUE,
                14,
                Duration.ofNanos(2),
                15,
                16);
    }
}
