package dev.perdure.persistence.log;

import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import java.util.List;
import java.util.Optional;

/**
 * A page read for a follower.
 *
 * @param head where the stream ended before the page was read; empty when there is no stream
 */
record TailPage(Optional<Offset> head, List<Envelope> records) {}
