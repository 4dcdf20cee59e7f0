/**
 * What must hold of every log, whatever happened to the nodes that wrote it, and of what tools did.
 * Knows nothing but the log.
 */
@NullMarked
package dev.perdure.contract.invariant;

import org.jspecify.annotations.NullMarked;
