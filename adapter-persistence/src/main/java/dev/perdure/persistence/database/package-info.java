/**
 * Connections and units of work: direct connections that run as the engine's role, pooled ones that
 * run as the role of one organisation, and the sentences for what can go wrong with them. Knows no
 * table.
 */
@NullMarked
package dev.perdure.persistence.database;

import org.jspecify.annotations.NullMarked;
