package dev.perdure.contract.simulation;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The way between one life and the store: mostly quick, sometimes slow, at times in pieces. */
final class Wire {

    private static final Duration QUICK = Duration.ofMillis(3);
    private static final Duration SLOW = Duration.ofMillis(400);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int SLOW_OF_100 = 3;
    private static final int LOST_OF_100 = 8;
    private static final int HINTS_LOST_OF_100 = 15;
    private static final int WITHOUT_DELAY_OF_100 = 40;

    private final Carrier carrier;
    private final Chance chance;
    private final Trace trace;
    private final Counts counts;
    private final Life life;

    Wire(Surroundings world, Life life) {
        this.carrier = world.carrier();
        this.chance = world.chance();
        this.trace = world.trace();
        this.counts = world.counts();
        this.life = life;
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

    private boolean isLost() {
        return life.isCutOff() || (life.isOnABadLine() && chance.in100(LOST_OF_100));
    }

    private Throwable timeout(String what) {
        trace.add(carrier.now(), life.name(), what);
        carrier.rest(life, TIMEOUT);
        return new IllegalStateException(what);
    }

    private void travel() {
        if (chance.in100(SLOW_OF_100)) {
            carrier.rest(life, chance.upTo(SLOW));
        } else if (!chance.in100(WITHOUT_DELAY_OF_100)) {
            carrier.rest(life, chance.upTo(QUICK));
        }
    }
}
