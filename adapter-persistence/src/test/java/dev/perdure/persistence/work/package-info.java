/** Nodes, claims and sweeps where they meet. */
@NullMarked
package dev.perdure.persistence.work;

import org.jspecify.annotations.NullMarked;
