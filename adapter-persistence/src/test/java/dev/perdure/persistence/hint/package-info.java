/** Hints between nodes. */
@NullMarked
package dev.perdure.persistence.hint;

import org.jspecify.annotations.NullMarked;
