package dev.perdure.loop;

import dev.perdure.message.MessageId;
import java.time.Instant;

/**
 * What the machine may not make up for itself: the time, an unused message id and a random number.
 *
 * @param jitter uniform in [0, 1)
 */
public record Moment(Instant now, MessageId freshMessage, double jitter) {}
