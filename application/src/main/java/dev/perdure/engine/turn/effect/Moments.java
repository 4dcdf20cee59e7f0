package dev.perdure.engine.turn.effect;

import dev.perdure.engine.identity.IdSource;
import dev.perdure.engine.timing.Timing;
import dev.perdure.loop.Moment;
import dev.perdure.message.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Hands the machine what it may not make up for itself.
 *
 * @param timing the threads that effects are performed on
 */
public record Moments(InstantSource clock, IdSource ids, RandomGenerator random, Timing timing) {

    public Moment next() {
        return new Moment(clock.instant(), new MessageId(ids.next()), random.nextDouble());
    }

    Instant now() {
        return clock.instant();
    }

    Duration since(Instant start) {
        Duration elapsed = Duration.between(start, clock.instant());
        return elapsed.isNegative() ? Duration.ZERO : elapsed;
    }
}
