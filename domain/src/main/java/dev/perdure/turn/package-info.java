/**
 * The vocabulary of a turn: identities, counters, bounds and the reasons a turn ends. The machine
 * itself is in the loop package.
 */
@NullMarked
package dev.perdure.turn;

import org.jspecify.annotations.NullMarked;
