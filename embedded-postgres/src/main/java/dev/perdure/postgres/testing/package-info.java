/**
 * Fresh databases on a throwaway server for the tests of whoever stores something in PostgreSQL.
 * The only place of this module that speaks SQL; never used by a running engine.
 */
@NullMarked
package dev.perdure.postgres.testing;

import org.jspecify.annotations.NullMarked;
