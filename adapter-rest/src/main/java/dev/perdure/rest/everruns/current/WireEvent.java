package dev.perdure.rest.everruns.current;

import dev.perdure.json.JsonObject;

/**
 * An event as this dialect tells it.
 *
 * @param id of the record it came from
 * @param body the whole envelope
 */
record WireEvent(String type, String id, JsonObject body) {}
