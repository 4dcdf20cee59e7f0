/**
 * The port of the turn queue: which turns are due, who owns them, and the tokens that fence owners
 * who were replaced.
 */
@NullMarked
package dev.perdure.engine.work;

import org.jspecify.annotations.NullMarked;
