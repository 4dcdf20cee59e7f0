/** The Everruns wire family as a whole: which of its routes are served and which are still owed. */
@NullMarked
package dev.perdure.rest.everruns;

import org.jspecify.annotations.NullMarked;
