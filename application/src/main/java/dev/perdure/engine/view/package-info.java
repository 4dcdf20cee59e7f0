/** Folds of the log that every caller starts from, whatever wire it speaks. */
@NullMarked
package dev.perdure.engine.view;

import org.jspecify.annotations.NullMarked;
