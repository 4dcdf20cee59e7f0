/** The parts of the log by themselves. */
@NullMarked
package dev.perdure.persistence.log;

import org.jspecify.annotations.NullMarked;
