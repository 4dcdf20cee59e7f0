/** Catalogues on PostgreSQL, where their contracts say nothing. */
@NullMarked
package dev.perdure.persistence.store;

import org.jspecify.annotations.NullMarked;
