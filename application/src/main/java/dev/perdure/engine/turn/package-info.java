/**
 * Running claimed turns: fold, decide, append under the claim, let effects be performed, repeat.
 */
@NullMarked
package dev.perdure.engine.turn;

import org.jspecify.annotations.NullMarked;
