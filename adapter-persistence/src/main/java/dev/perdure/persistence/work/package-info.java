/**
 * The turn queue: nodes with their leases and locks, the claim, and the sweep that brings back what
 * the dead left behind.
 */
@NullMarked
package dev.perdure.persistence.work;

import org.jspecify.annotations.NullMarked;
