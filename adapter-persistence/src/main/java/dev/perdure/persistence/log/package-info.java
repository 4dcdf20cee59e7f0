/**
 * The log: one group committer per lane writes the appends of all sessions, readers page through
 * streams by key, and a hub in memory serves those who follow. Holds, with the work package, the
 * only statements that run as the engine's role.
 */
@NullMarked
package dev.perdure.persistence.log;

import org.jspecify.annotations.NullMarked;
