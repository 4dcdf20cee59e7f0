package dev.perdure.loop;

import dev.perdure.event.Stretch;
import dev.perdure.model.Overflow;

/** Notes being written that are to stand for the older part of a conversation. */
public record Condensing(Stretch stretch, Overflow overflow) {}
