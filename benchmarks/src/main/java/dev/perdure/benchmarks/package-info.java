/**
 * Load drivers that measure the built product beside the bare PostgreSQL it stands on, in the same
 * run. Not part of the service.
 */
@NullMarked
package dev.perdure.benchmarks;

import org.jspecify.annotations.NullMarked;
