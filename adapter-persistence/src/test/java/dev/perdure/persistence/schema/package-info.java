/** The schema and its upkeep. */
@NullMarked
package dev.perdure.persistence.schema;

import org.jspecify.annotations.NullMarked;
