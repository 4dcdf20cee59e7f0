package dev.perdure.persistence.codec;

import dev.perdure.json.JsonObject;
import java.util.function.UnaryOperator;

/**
 * Turns the payload of one version of a stored form into that of the next, so that old logs always
 * fold.
 *
 * @param type stored name
 * @param from the version it understands; what it makes is of {@code from + 1}
 */
record Upcaster(String type, int from, UnaryOperator<JsonObject> raise) {}
