package dev.perdure.engine.turn;

import dev.perdure.loop.TurnInput;

/** What reaches the runner of a turn from outside its own thread. */
sealed interface Learned {

    /** An effect has its outcome. */
    record Outcome(EffectUnderWay effect, TurnInput input) implements Learned {}

    /** An effect ended without one. */
    record Broken(EffectUnderWay effect, Throwable cause) implements Learned {}

    /** The log may hold facts the runner has not folded. */
    record LogMoved() implements Learned {}

    /** The node drains; the turn is for another owner to go on with as soon as nothing is open. */
    record HandOver() implements Learned {}

    /** The node stops; the turn is for another owner to go on with. */
    record Stop() implements Learned {}
}
