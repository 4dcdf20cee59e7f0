/** Interpreters of effects, one by one. */
@NullMarked
package dev.perdure.engine.turn.effect;

import org.jspecify.annotations.NullMarked;
