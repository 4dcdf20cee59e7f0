/** Turns from their message to their end, on one node and on several. */
@NullMarked
package dev.perdure.engine.turn;

import org.jspecify.annotations.NullMarked;
