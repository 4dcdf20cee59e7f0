/**
 * The engine's storage ports on PostgreSQL. The only place that speaks JDBC; no other adapter may
 * look inside.
 */
@NullMarked
package dev.perdure.persistence;

import org.jspecify.annotations.NullMarked;
