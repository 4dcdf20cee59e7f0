package dev.perdure.contract.lies;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentSettings;
import dev.perdure.engine.store.AgentStore.AgentWrite;
import dev.perdure.engine.store.Storage;
import dev.perdure.event.Delta;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonText;
import dev.perdure.session.SessionSettings;
import dev.perdure.tool.ToolCall;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;

/** Lies about values: what goes in does not come out. */
final class ValueLies {

    private static final int SHORT_TEXT = 255_000;

    private ValueLies() {}

    static List<Lie> all() {
        return List.of(
                new Lie("ends text at NUL", () -> writing(textually(ValueLies::untilNul))),
                new Lie("drops NUL", () -> writing(textually(text -> text.replace("\0", "")))),
                new Lie("replaces lone surrogates", () -> writing(textually(ValueLies::inUtf8))),
                new Lie("cuts long text", () -> writing(textually(ValueLies::cut))),
                new Lie("trims text", () -> writing(textually(String::strip))),
                new Lie("rewrites opaque documents", () -> writing(ValueLies::canonical)),
                new Lie("rounds times inside of facts", () -> writing(ValueLies::rounded)),
                new Lie("mistakes a rare fact for another", () -> writing(ValueLies::mistaken)),
                new Lie("loses an optional value", () -> writing(ValueLies::withoutOptional)),
                new Lie("forgets settings of a session", () -> writing(ValueLies::plainer)),
                new Lie("forgets settings of an agent", ForgetsAgentSettings::new),
                new Lie(
                        "stamps records finer than a millisecond",
                        () -> stamping(r -> r.time().plusNanos(1000))),
                new Lie(
                        "stamps every record of a batch by itself",
                        () -> stamping(r -> r.time().plusMillis(r.offset().value()))),
                new Lie(
                        "lets time fall",
                        () -> stamping(r -> r.time().minusSeconds(r.offset().value()))),
                new Lie("stops the clock", () -> stamping(r -> Instant.EPOCH)),
                new Lie("shows tails other values", ShowsTailsOtherValues::new));
    }

    private static Liar writing(UnaryOperator<Entry> mangle) {
        return new Liar() {
            @Override
            Entry entry(Entry written) {
                return mangle.apply(written);
            }
        };
    }

    private interface Stamp {
        Instant of(Envelope record);
    }

    private static Liar stamping(Stamp stamp) {
        return new ShowingLiar(record ->
                new Envelope(
                        record.session(),
                        record.offset(),
                        record.version(),
                        stamp.of(record),
                        record.entry()));
    }

    private static UnaryOperator<Entry> textually(UnaryOperator<String> mangle) {
        return entry -> {
            if (entry instanceof TurnEvent.CancelRequested asked) {
                return new TurnEvent.CancelRequested(asked.turn(), mangle.apply(asked.reason()));
            }
            if (entry instanceof Delta.OutputDelta delta) {
                return new Delta.OutputDelta(
                        delta.turn(), delta.message(), delta.at(), mangle.apply(delta.text()));
            }
            return entry;
        };
    }

    private static String untilNul(String text) {
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    private static String inUtf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), SHORT_TEXT));
    }

    private static Entry canonical(Entry entry) {
        if (entry instanceof StepEvent.ToolStarted started) {
            ToolCall call = started.call();
            JsonText rewritten = JsonText.of(call.arguments().value());
            return new StepEvent.ToolStarted(
                    started.turn(),
                    started.step(),
                    started.attempt(),
                    new ToolCall(call.id(), call.name(), rewritten));
        }
        return entry;
    }

    private static Entry rounded(Entry entry) {
        return entry instanceof TurnEvent.TurnStarted started
                ? new TurnEvent.TurnStarted(
                        started.turn(),
                        started.input(),
                        started.agent(),
                        started.model(),
                        started.limits(),
                        started.startedAt().truncatedTo(ChronoUnit.MICROS))
                : entry;
    }

    private static Entry mistaken(Entry entry) {
        return entry instanceof StepEvent.OutputStarted started
                ? new StepEvent.ReasonStarted(
                        started.turn(),
                        started.step(),
                        started.attempt(),
                        started.message(),
                        started.model())
                : entry;
    }

    private static Entry withoutOptional(Entry entry) {
        return entry instanceof StepEvent.ReasonFailed failed
                ? new StepEvent.ReasonFailed(
                        failed.turn(),
                        failed.step(),
                        failed.attempt(),
                        failed.failure(),
                        null,
                        failed.usage(),
                        failed.duration())
                : entry;
    }

    private static Entry plainer(Entry entry) {
        return entry instanceof SessionEvent.SessionOpened opened
                ? new SessionEvent.SessionOpened(
                        SessionSettings.of(
                                opened.settings().harness(),
                                opened.settings().agent(),
                                opened.settings().title()))
                : entry;
    }

    private static final class ForgetsAgentSettings extends Liar {

        @Override
        AgentWrite insert(Storage truth, Agent agent) {
            AgentSettings kept =
                    AgentSettings.of(agent.settings().name(), agent.settings().instructions());
            return truth.agents()
                    .insert(
                            new Agent(
                                    agent.id(),
                                    agent.organisation(),
                                    agent.slug(),
                                    agent.version(),
                                    kept,
                                    agent.status(),
                                    agent.createdAt(),
                                    agent.updatedAt()));
        }
    }
}
