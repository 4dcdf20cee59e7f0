/**
 * A PostgreSQL that a Java program starts and stops itself, from real binaries, with data that
 * outlives the process. Knows nothing of the engine and speaks no SQL: it hands out an address and
 * a password. The ways in are {@link dev.perdure.postgres.EmbeddedPostgres} and its {@link
 * dev.perdure.postgres.EmbeddedPostgresConfig}.
 */
@NullMarked
package dev.perdure.postgres;

import org.jspecify.annotations.NullMarked;
