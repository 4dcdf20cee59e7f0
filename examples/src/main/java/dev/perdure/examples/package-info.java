/**
 * The programs of the embedding guide. Each is small enough to read at a glance and runs as a test.
 */
@NullMarked
package dev.perdure.examples;

import org.jspecify.annotations.NullMarked;
