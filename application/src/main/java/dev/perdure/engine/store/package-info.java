/**
 * Ports of the catalogues, agents, sessions and providers as lists and look-ups show them, and of
 * snapshots.
 */
@NullMarked
package dev.perdure.engine.store;

import org.jspecify.annotations.NullMarked;
