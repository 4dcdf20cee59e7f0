/**
 * The Everruns wire family as a whole: which of its routes are still owed, and which of its
 * dialects a request is for when it says so itself.
 */
@NullMarked
package dev.perdure.rest.everruns;

import org.jspecify.annotations.NullMarked;
