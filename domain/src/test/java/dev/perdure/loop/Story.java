package dev.perdure.loop;

import dev.perdure.event.Event;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.harness.Harness;
import dev.perdure.message.MessageId;
import dev.perdure.message.MessageStrategy;
import dev.perdure.message.Role;
import dev.perdure.session.SessionSettings;
import dev.perdure.tool.PlannedCall;
import dev.perdure.turn.TurnId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A session told step by step. */
final class Story {

    private final TestLog log = new TestLog();
    private SessionState state = SessionState.EMPTY;
    private int outputs;

    static Story begun() {
        Story story = new Story();
        story.append(
                new SessionEvent.SessionOpened(
                        SessionSettings.of(Harness.GENERIC_ID, null, "A story")));
        return story;
    }

    static TurnId turn(int number) {
        return new TurnId(new UUID(40, number));
    }

    Story received(int turn) {
        return append(message(turn, MessageStrategy.ENQUEUE));
    }

    static TurnEvent.MessageReceived message(int turn, MessageStrategy strategy) {
        MessageId id = new MessageId(new UUID(41, turn));
        return new TurnEvent.MessageReceived(
                turn(turn), Given.message(id, Role.USER, "question " + turn), strategy);
    }

    Story started(int turn) {
        return decided(turn, new TurnInput.Begin(null, Given.MODEL, Given.LIMITS, moment()));
    }

    Story answered(int turn, String text, PlannedCall... calls) {
        TurnState.Reasoning open = (TurnState.Reasoning) state.turn(turn(turn)).orElseThrow();
        return decided(
                turn,
                new TurnInput.ModelAnswered(
                        open.progress().step(),
                        open.attempt(),
                        Given.answer(text, calls),
                        moment()));
    }

    Story recovered(int turn) {
        return decided(turn, new TurnInput.Recovered(moment()));
    }

    Story decided(int turn, TurnInput input) {
        append(Given.facts(state.turn(turn(turn)).orElseThrow(), input).toArray(Event[]::new));
        return this;
    }

    Story headMoved(long to) {
        append(new SessionEvent.HeadMoved(new StreamVersion(to), "Another way."));
        return this;
    }

    Story append(Event... facts) {
        state = log.append(List.of(facts), state);
        return this;
    }

    TestLog log() {
        return log;
    }

    SessionState state() {
        return state;
    }

    long version() {
        return state.version().value();
    }

    /** What a model would be shown, one line for each item that the log holds. */
    List<String> shown() {
        List<String> lines = lines(state.transcript().forModel(Integer.MAX_VALUE));
        return lines.stream().filter(line -> !line.endsWith(Shown.NOBODY_SPOKE)).toList();
    }

    static List<String> lines(List<TranscriptItem> items) {
        List<String> lines = new ArrayList<>();
        for (TranscriptItem item : items) {
            lines.add(
                    switch (item) {
                        case TranscriptItem.Said said ->
                                said.message().role().name().toLowerCase(Locale.ROOT)
                                        + ": "
                                        + said.message().text();
                        case TranscriptItem.Answered answer ->
                                answer.call().value()
                                        + ": "
                                        + answer.result().output()
                                        + answer.result().error();
                    });
        }
        return lines;
    }

    private Moment moment() {
        return new Moment(Given.START, new MessageId(new UUID(42, ++outputs)), 0.5);
    }
}
