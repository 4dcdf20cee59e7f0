package dev.perdure.engine.schedule;

import dev.perdure.engine.session.AnswerTask;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.engine.view.LastAnswer;
import dev.perdure.loop.CallState;
import dev.perdure.loop.TurnState;
import dev.perdure.schedule.Recurrence;
import dev.perdure.schedule.Schedule;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolResult;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether a sub-agent has answered, and tells whoever waits for it: a call has the answer as
 * its result, a session without such a call has it in words.
 */
public final class TaskWatch {

    /** Between two looks, at least and at most; in between a tenth of the time it took so far. */
    static final Duration PAUSE_MIN = Duration.ofSeconds(1);

    static final Duration PAUSE_MAX = Duration.ofSeconds(60);

    /** So long may a sub-agent be without its task, because whoever sets it up may be dead. */
    static final Duration SET_UP_MAX = Duration.ofMinutes(5);

    /** Of an answer that comes as a message. */
    static final int ANSWER_CHARACTERS_MAX = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(TaskWatch.class);

    private static final int TENTH = 10;

    private final FoldedSessions folded;
    private final AnswerTask answers;
    private final Crew crew;

    public TaskWatch(FoldedSessions folded, AnswerTask answers, Crew crew) {
        this.folded = folded;
        this.answers = answers;
        this.crew = crew;
    }

    /**
     * Sub-agents, and those that work for them in turn.
     *
     * @param isAtWork whether one has a turn to end, or others that work for it
     * @param answer what one came to that is not at work
     * @param stop stops one and those that work for it; one that has ended stays as it is
     */
    public record Crew(
            Predicate<SessionKey> isAtWork,
            Function<SessionKey, LastAnswer> answer,
            Consumer<SessionKey> stop) {}

    /** What a look found. */
    enum Found {
        NOTHING_YET,
        ANSWERED,
        /** The turn that waited has ended without the answer. */
        NOBODY_WAITS
    }

    Found look(Schedule watch, Recurrence.Answer task, Instant now) {
        Recurrence.Waiter waiter = task.waiter();
        Found wait = waiter == null ? Found.ANSWERED : waits(watch.session(), waiter);
        if (wait == Found.NOTHING_YET) {
            return wait;
        }
        SessionKey child = child(watch, task);
        boolean works = crew.isAtWork().test(child);
        if (!works && mayBeSetUp(watch, child, now)) {
            return Found.NOTHING_YET;
        }
        return works && wait == Found.ANSWERED ? Found.NOTHING_YET : wait;
    }

    /** Whoever sets it up may be at it still, also for a turn that has ended meanwhile. */
    private boolean mayBeSetUp(Schedule watch, SessionKey child, Instant now) {
        return now.isBefore(watch.createdAt().plus(SET_UP_MAX))
                && crew.answer().apply(child).outcome() == LastAnswer.Outcome.NONE;
    }

    /** Answered when it takes an answer; a call that is still being set up takes it later. */
    private Found waits(SessionKey session, Recurrence.Waiter waiter) {
        TurnState turn = folded.load(session).turn(waiter.turn()).orElse(null);
        if (!(turn instanceof TurnState.Open open) || turn.isToStop()) {
            return Found.NOBODY_WAITS;
        }
        for (CallState call : open.calls()) {
            if (call.id().equals(waiter.call())) {
                if (call instanceof CallState.Delegated) {
                    return Found.ANSWERED;
                }
                return call instanceof CallState.Done ? Found.NOBODY_WAITS : Found.NOTHING_YET;
            }
        }
        return Found.NOBODY_WAITS;
    }

    void stop(Schedule watch, Recurrence.Answer task) {
        crew.stop().accept(child(watch, task));
    }

    /** Makes the answer the result of the call; one that has its result keeps it. */
    void handOver(Schedule watch, Recurrence.Answer task, Recurrence.Waiter waiter) {
        answers.answer(
                        watch.session(),
                        waiter.call(),
                        task.session(),
                        result(crew.answer().apply(child(watch, task))))
                .peekLeft(
                        refusal -> LOG.debug("{} has its answer: {}", waiter, refusal.sentence()));
    }

    /** What the session is told. */
    String told(Schedule watch, Recurrence.Answer task) {
        return worded(watch, task, crew.answer().apply(child(watch, task)));
    }

    /** When to look again. */
    static Instant next(Schedule watch, Instant now) {
        Duration pause = Duration.between(watch.createdAt(), now).dividedBy(TENTH);
        if (pause.compareTo(PAUSE_MIN) < 0) {
            return now.plus(PAUSE_MIN);
        }
        return now.plus(pause.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause);
    }

    private static SessionKey child(Schedule watch, Recurrence.Answer task) {
        return new SessionKey(watch.session().organisation(), task.session());
    }

    private static ToolResult result(LastAnswer answer) {
        return switch (answer.outcome()) {
            case ANSWERED -> ToolResult.success(answer.text());
            case FAILED -> ToolResult.error("The sub-agent failed: " + answer.text());
            case CANCELLED -> ToolResult.error("The sub-agent was cancelled.");
            case NONE -> ToolResult.error("The sub-agent is gone and left no answer.");
        };
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
