/**
 * One interpreter for each effect that reaches outside. Each turns an outcome into the next input
 * and keeps nothing between calls.
 */
@NullMarked
package dev.perdure.engine.turn.effect;

import org.jspecify.annotations.NullMarked;
