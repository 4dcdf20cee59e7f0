package dev.perdure.engine.schedule;

import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.engine.view.LastAnswer;
import dev.perdure.loop.SessionState;
import dev.perdure.schedule.Recurrence;
import dev.perdure.schedule.Schedule;
import dev.perdure.session.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Looks whether a sub-agent has answered, and words what its session is told. */
final class TaskWatch {

    /** Between two looks, at least and at most; in between a tenth of the time it took so far. */
    static final Duration PAUSE_MIN = Duration.ofSeconds(1);

    static final Duration PAUSE_MAX = Duration.ofSeconds(60);

    /** So long may a sub-agent be without its task, because whoever sets it up may be dead. */
    static final Duration SET_UP_MAX = Duration.ofMinutes(5);

    /** Of an answer. */
    static final int ANSWER_CHARACTERS_MAX = 20_000;

    private static final int TENTH = 10;

    private final EventReader log;
    private final FoldedSessions folded;

    TaskWatch(EventReader log, FoldedSessions folded) {
        this.log = log;
        this.folded = folded;
    }

    /** What there is to tell; empty while there is nothing. */
    Optional<String> found(Schedule watch, Recurrence.Answer task, Instant now) {
        SessionKey child = new SessionKey(watch.session().organisation(), task.session());
        SessionState state = folded.load(child);
        if (state.settings() != null && !state.isIdle()) {
            return Optional.empty();
        }
        LastAnswer answer = LastAnswer.of(log, child);
        boolean mayBeSetUp =
                answer.outcome() == LastAnswer.Outcome.NONE
                        && now.isBefore(watch.createdAt().plus(SET_UP_MAX));
        return mayBeSetUp ? Optional.empty() : Optional.of(worded(watch, task, answer));
    }

    /** When to look again. */
    static Instant next(Schedule watch, Instant now) {
        Duration pause = Duration.between(watch.createdAt(), now).dividedBy(TENTH);
        if (pause.compareTo(PAUSE_MIN) < 0) {
            return now.plus(PAUSE_MIN);
        }
        return now.plus(pause.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause);
    }

    private static String worded(Schedule watch, Recurrence.Answer task, LastAnswer answer) {
        String name =
                "The sub-agent on \""
                        + watch.terms().message()
                        + "\" (task "
                        + task.session().value()
                        + ") ";
        return switch (answer.outcome()) {
            case ANSWERED -> name + "has finished. Its answer:\n\n" + cut(answer.text());
            case FAILED -> name + "failed: " + cut(answer.text());
            case CANCELLED -> name + "was cancelled.";
            case NONE -> name + "is gone and left no answer.";
        };
    }

    /** No half of a pair of surrogates is left standing. */
    private static String cut(String text) {
        if (text.length() <= ANSWER_CHARACTERS_MAX) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(ANSWER_CHARACTERS_MAX - 1));
        return text.substring(0, splits ? ANSWER_CHARACTERS_MAX - 1 : ANSWER_CHARACTERS_MAX)
                + "\n[Cut off here: the answer has "
                + text.length()
                + " characters.]";
    }
}
