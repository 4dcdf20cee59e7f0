package dev.perdure.turn;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of a turn. Each one that is hit is named in the reason the turn ends with.
 *
 * @param steps reason-and-act rounds
 * @param attemptsPerStep tries of one model call, those cut by a crash included
 * @param parallelTools tool calls of one step that run at the same time
 * @param turnTime from the start of the turn to its end, waiting for somebody outside not included
 * @param toolTime one run of one tool
 * @param firstChunkTime from the request to the first chunk of a model's answer
 * @param betweenChunksTime from one chunk to the next
 * @param outputCharacters text of one answer, tool calls included
 * @param transcriptCharacters of the conversation that a model is shown: the latest of it
 * @param stepTime one step as its owner works on it, waiting for others not included
 * @param sameSteps steps in a row that make the same calls and get the same results
 * @param toolOutputCharacters of what one call comes to; more is cut off, and the result says so
 * @param clientTime until a result that the client owes is not waited for any longer; absent for as
 *     long as it takes
 */
public record TurnLimits(
        int steps,
        int attemptsPerStep,
        int parallelTools,
        Duration turnTime,
        Duration toolTime,
        Duration firstChunkTime,
        Duration betweenChunksTime,
        int outputCharacters,
        int transcriptCharacters,
        Duration stepTime,
        int sameSteps,
        int toolOutputCharacters,
        @Nullable Duration clientTime) {

    /** What limits that do not say have meant from the first. */
    public static final int TRANSCRIPT_CHARACTERS = 4 * 1024 * 1024;

    /**
     * How often a turn is claimed without coming on before it is given up: its owners die of it, or
     * cannot even read it. The same for every turn, because what it stands in may be unreadable.
     */
    public static final int CLAIMS_IN_VAIN = 20;

    /** What limits that do not say have meant since there is this bound. */
    public static final Duration STEP_TIME = Duration.ofMinutes(30);

    /** What limits that do not say have meant since there is this bound. */
    public static final int SAME_STEPS = 10;

    /** What limits that do not say have meant since there is this bound. */
    public static final int TOOL_OUTPUT_CHARACTERS = 64 * 1024;

    /** Longer than this is as good as no limit of a client's time. */
    public static final Duration CLIENT_TIME_MAX = Duration.ofDays(365);

    public static final TurnLimits DEFAULT =
            new TurnLimits(
                    100,
                    5,
                    8,
                    Duration.ofHours(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(90),
                    4 * 1024 * 1024,
                    TRANSCRIPT_CHARACTERS,
                    STEP_TIME,
                    SAME_STEPS,
                    TOOL_OUTPUT_CHARACTERS);

    public TurnLimits {
        if (steps < 1
                || attemptsPerStep < 1
                || parallelTools < 1
                || outputCharacters < 1
                || transcriptCharacters < 1
                || sameSteps < 1
                || toolOutputCharacters < 1) {
            throw new IllegalArgumentException("a bound of a turn is at least 1");
        }
    }

    /** With all the time the client needs. */
    public TurnLimits(
            int steps,
            int attemptsPerStep,
            int parallelTools,
            Duration turnTime,
            Duration toolTime,
            Duration firstChunkTime,
            Duration betweenChunksTime,
            int outputCharacters,
            int transcriptCharacters,
            Duration stepTime,
            int sameSteps,
            int toolOutputCharacters) {
        this(
                steps,
                attemptsPerStep,
                parallelTools,
                turnTime,
                toolTime,
                firstChunkTime,
                betweenChunksTime,
                outputCharacters,
                transcriptCharacters,
                stepTime,
                sameSteps,
                toolOutputCharacters,
                null);
    }

    public TurnLimits withSteps(int bound) {
        return new TurnLimits(
                bound,
                attemptsPerStep,
                parallelTools,
                turnTime,
                toolTime,
                firstChunkTime,
                betweenChunksTime,
                outputCharacters,
                transcriptCharacters,
                stepTime,
                sameSteps,
                toolOutputCharacters,
                clientTime);
    }

    public TurnLimits withClientTime(Duration bound) {
        return new TurnLimits(
                steps,
                attemptsPerStep,
                parallelTools,
                turnTime,
                toolTime,
                firstChunkTime,
                betweenChunksTime,
                outputCharacters,
                transcriptCharacters,
                stepTime,
                sameSteps,
                toolOutputCharacters,
                bound);
    }

    public TurnLimits withParallelTools(int bound) {
        return new TurnLimits(
                steps,
                attemptsPerStep,
                bound,
                turnTime,
                toolTime,
                firstChunkTime,
                betweenChunksTime,
                outputCharacters,
                transcriptCharacters,
                stepTime,
                sameSteps,
                toolOutputCharacters,
                clientTime);
    }

    public TurnLimits withSameSteps(int bound) {
        return new TurnLimits(
                steps,
                attemptsPerStep,
                parallelTools,
                turnTime,
                toolTime,
                firstChunkTime,
                betweenChunksTime,
                outputCharacters,
                transcriptCharacters,
                stepTime,
                bound,
                toolOutputCharacters,
                clientTime);
    }

    public TurnLimits withToolOutputCharacters(int bound) {
        return new TurnLimits(
                steps,
                attemptsPerStep,
                parallelTools,
                turnTime,
                toolTime,
                firstChunkTime,
                betweenChunksTime,
                outputCharacters,
                transcriptCharacters,
                stepTime,
                sameSteps,
                bound,
                clientTime);
    }
}
