/**
 * Turns whose nodes die, or lose the store, at every single crossing of a door; and the checker
 * that reads the log afterwards.
 */
@NullMarked
package dev.perdure.engine.crash;

import org.jspecify.annotations.NullMarked;
