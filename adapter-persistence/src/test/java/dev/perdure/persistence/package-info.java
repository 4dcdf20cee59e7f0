/** The storage on PostgreSQL: the contracts, and what only this storage owes. */
@NullMarked
package dev.perdure.persistence;

import org.jspecify.annotations.NullMarked;
