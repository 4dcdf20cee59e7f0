/**
 * What the log says of turns, models and tools, as metrics and as spans. The facts are the source:
 * nothing in the engine measures for its own sake, and what is told is what was committed.
 */
@NullMarked
package dev.perdure.telemetry;

import org.jspecify.annotations.NullMarked;
