package dev.perdure.model;

import java.time.Duration;

/**
 * What the caller of a failed model call may do next; the classification that policy is made of.
 */
public sealed interface NextMove {

    /** Try again at once, the first time a step fails so; after a growing pause otherwise. */
    record RetryNow() implements NextMove {}

    /** Try again no sooner than {@code delay} from the failure, as the provider asked. */
    record RetryAfter(Duration delay) implements NextMove {}

    /** Try again after a growing pause. */
    record BackOff() implements NextMove {}

    /** Another model may succeed where this one cannot; without one, as {@link BackOff}. */
    record UseOtherModel() implements NextMove {}

    /** The request has to become smaller first. */
    record Shrink() implements NextMove {}

    /** The same request will never succeed. */
    record GiveUp() implements NextMove {}
}
