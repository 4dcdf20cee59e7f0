/**
 * The agent loop as a pure machine over facts, and the folds every view starts from. Nothing here
 * waits, reads a clock or calls out.
 */
@NullMarked
package dev.perdure.loop;

import org.jspecify.annotations.NullMarked;
