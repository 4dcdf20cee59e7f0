package dev.perdure.engine.view;

import dev.perdure.engine.log.EventReader;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.session.SessionKey;
import dev.perdure.turn.TurnId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the last turn of a session came to that has ended.
 *
 * @param text the answer, or why there is none
 */
public record LastAnswer(Outcome outcome, String text) {

    /** How far back the end of a turn is looked for, in facts. */
    private static final int FACTS = 500;

    /** How a turn ended. */
    public enum Outcome {
        ANSWERED,
        FAILED,
        CANCELLED,
        /** No turn has ended. */
        NONE
    }

    public static LastAnswer of(EventReader log, SessionKey session) {
        List<Envelope> facts =
                log.latest(session, new StreamVersion(Long.MAX_VALUE), FACTS).reversed();
        return facts.stream()
                .flatMap(fact -> end(fact.entry(), facts).stream())
                .findFirst()
                .orElse(new LastAnswer(Outcome.NONE, ""));
    }

    private static Optional<LastAnswer> end(Entry entry, List<Envelope> latestFirst) {
        if (entry instanceof TurnEvent.TurnCompleted completed) {
            String text = said(latestFirst, completed.turn());
            return Optional.of(new LastAnswer(Outcome.ANSWERED, text));
        }
        if (entry instanceof TurnEvent.TurnFailed failed) {
            return Optional.of(new LastAnswer(Outcome.FAILED, failed.sentence()));
        }
        if (entry instanceof TurnEvent.TurnCancelled cancelled) {
            return Optional.of(new LastAnswer(Outcome.CANCELLED, cancelled.reason()));
        }
        if (entry instanceof TurnEvent.TurnSealed sealed) {
            String bound = sealed.reason().name().toLowerCase(Locale.ROOT);
            return Optional.of(
                    new LastAnswer(Outcome.FAILED, "It hit its bound of " + bound + "."));
        }
        return Optional.empty();
    }

    private static String said(List<Envelope> latestFirst, TurnId turn) {
        return latestFirst.stream()
                .map(Envelope::entry)
                .filter(StepEvent.OutputCompleted.class::isInstance)
                .map(StepEvent.OutputCompleted.class::cast)
                .filter(output -> output.turn().equals(turn))
                .map(output -> output.message().text())
                .findFirst()
                .orElse("");
    }
}
