package dev.perdure.rest.everruns.current;

import dev.perdure.event.Offset;
import dev.perdure.json.JsonObject;

/**
 * An event as this dialect tells it.
 *
 * @param at the place of the record it came from
 * @param id of that record
 * @param body the whole envelope
 */
record WireEvent(Offset at, String type, String id, JsonObject body) {}
