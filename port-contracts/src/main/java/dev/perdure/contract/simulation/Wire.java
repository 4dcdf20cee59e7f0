package dev.perdure.contract.simulation;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The way between one life and the store: mostly quick, sometimes slow, at times in pieces. */
final class Wire {

    private static final Duration QUICK = Duration.ofMillis(3);
    private static final Duration SLOW = Duration.ofMillis(400);
    private static final Duration FIT_MAX = Duration.ofSeconds(8);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final List<Integer> SLOW_OF_100 = List.of(1, 3, 10, 30);
    private static final int LOST_OF_100 = 8;
    private static final int FITS_OF_100 = 4;
    private static final int HINTS_LOST_OF_100 = 15;
    private static final int WITHOUT_DELAY_OF_100 = 40;

    private final Carrier carrier;
    private final Chance chance;
    private final Trace trace;
    private final Counts counts;
    private final Life life;
    private final int slowOf100;

    Wire(Surroundings world, Life life) {
        this.carrier = world.carrier();
        this.chance = world.chance();
        this.trace = world.trace();
        this.counts = world.counts();
        this.life = life;
        this.slowOf100 = chance.oneOf(SLOW_OF_100);
    }

    Life life() {
        return life;
    }

    /**
     * Asks the store and waits for its answer.
     *
     * @param lost told the answer that was given and did not arrive
     * @param outage what the caller meets when nothing arrives
     */
    <T> T ask(
            String what,
            Supplier<T> question,
            Consumer<T> lost,
            Function<Throwable, RuntimeException> outage) {
        travel();
        if (isLost()) {
            throw outage.apply(timeout(what + " did not arrive"));
        }
        T answer = question.get();
        standStill();
        travel();
        if (isLost()) {
            counts.add(Figure.ANSWERS_LOST);
            Throwable cause = timeout("the answer to " + what + " did not arrive");
            lost.accept(answer);
            throw outage.apply(cause);
        }
        return answer;
    }

    /** Whether a hint gets through, and when. */
    void hint(Runnable arrival) {
        if (life.isOver()) {
            return;
        }
        if (life.isCutOff() || chance.in100(HINTS_LOST_OF_100)) {
            counts.add(Figure.HINTS_LOST);
        } else {
            carrier.after(life, chance.upTo(QUICK).toNanos(), arrival);
        }
    }

    /** What the node does with the answer, it does a while later. */
    private void standStill() {
        if (life.isFitful() && chance.in100(FITS_OF_100)) {
            counts.add(Figure.HELD_UP);
            life.holdUntil(carrier.now() + chance.upTo(FIT_MAX).toNanos());
            carrier.rest(life, QUICK);
        }
    }

    private boolean isLost() {
        return life.isCutOff() || (life.isOnABadLine() && chance.in100(LOST_OF_100));
    }

    private Throwable timeout(String what) {
        trace.add(carrier.now(), life.name(), what);
        carrier.rest(life, TIMEOUT);
        return new IllegalStateException(what);
    }

    private void travel() {
        if (chance.in100(slowOf100)) {
            carrier.rest(life, chance.upTo(SLOW));
        } else if (!chance.in100(WITHOUT_DELAY_OF_100)) {
            carrier.rest(life, chance.upTo(QUICK));
        }
    }
}
