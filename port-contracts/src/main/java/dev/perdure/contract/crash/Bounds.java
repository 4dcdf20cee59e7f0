package dev.perdure.contract.crash;

import dev.perdure.turn.TurnLimits;
import java.time.Duration;

/** Bounds of a turn, those of every day but for the ones that are set. */
final class Bounds {

    private static final TurnLimits USUAL = TurnLimits.DEFAULT;

    private int steps = USUAL.steps();
    private int attempts = USUAL.attemptsPerStep();
    private int tools = USUAL.parallelTools();
    private Duration turnTime = USUAL.turnTime();
    private Duration stepTime = USUAL.stepTime();
    private Duration toolTime = USUAL.toolTime();
    private Duration firstChunk = USUAL.firstChunkTime();
    private Duration betweenChunks = USUAL.betweenChunksTime();
    private int output = USUAL.outputCharacters();
    private int transcript = USUAL.transcriptCharacters();
    private int sameSteps = USUAL.sameSteps();

    Bounds steps(int bound) {
        steps = bound;
        return this;
    }

    Bounds attempts(int bound) {
        attempts = bound;
        return this;
    }

    Bounds tools(int bound) {
        tools = bound;
        return this;
    }

    Bounds turnTime(Duration bound) {
        turnTime = bound;
        return this;
    }

    Bounds stepTime(Duration bound) {
        stepTime = bound;
        return this;
    }

    Bounds toolTime(Duration bound) {
        toolTime = bound;
        return this;
    }

    Bounds firstChunk(Duration bound) {
        firstChunk = bound;
        return this;
    }

    Bounds betweenChunks(Duration bound) {
        betweenChunks = bound;
        return this;
    }

    Bounds output(int bound) {
        output = bound;
        return this;
    }

    Bounds transcript(int bound) {
        transcript = bound;
        return this;
    }

    Bounds sameSteps(int bound) {
        sameSteps = bound;
        return this;
    }

    TurnLimits limits() {
        return new TurnLimits(
                steps,
                attempts,
                tools,
                turnTime,
                toolTime,
                firstChunk,
                betweenChunks,
                output,
                transcript,
                stepTime,
                sameSteps,
                USUAL.toolOutputCharacters());
    }
}
