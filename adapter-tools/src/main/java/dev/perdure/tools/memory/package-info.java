/** The capability by which agents remember beyond their sessions. */
@NullMarked
package dev.perdure.tools.memory;

import org.jspecify.annotations.NullMarked;
