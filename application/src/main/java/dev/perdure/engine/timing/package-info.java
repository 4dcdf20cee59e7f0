/**
 * The port of threads and waiting: where a node's threads come from and how they wait for a time,
 * so that a simulation can schedule the one and let the other pass.
 */
@NullMarked
package dev.perdure.engine.timing;

import org.jspecify.annotations.NullMarked;
