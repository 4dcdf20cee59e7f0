/**
 * What agents remember beyond their sessions: short texts under names, each with where it comes
 * from, found by their words.
 */
@NullMarked
package dev.perdure.engine.memory;

import org.jspecify.annotations.NullMarked;
