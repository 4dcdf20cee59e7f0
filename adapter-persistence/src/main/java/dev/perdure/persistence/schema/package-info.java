/**
 * The schema of the database and how it is brought up to date: plain SQL changelogs, the two roles,
 * and the checks that come before anything is changed.
 */
@NullMarked
package dev.perdure.persistence.schema;

import org.jspecify.annotations.NullMarked;
