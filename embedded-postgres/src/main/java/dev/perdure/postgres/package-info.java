/**
 * A PostgreSQL that a Java program starts and stops itself, from real binaries, with data that
 * outlives the process. Knows nothing of the engine.
 */
@NullMarked
package dev.perdure.postgres;

import org.jspecify.annotations.NullMarked;
