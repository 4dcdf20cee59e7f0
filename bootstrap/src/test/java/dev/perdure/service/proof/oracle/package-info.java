/**
 * What a stream must hold, told from the tables alone. Reads the storage format as its
 * documentation describes it, with plain JDBC and a JSON library, and shares no code with the
 * product: a mistake in the product's reading or projection cannot be repeated here.
 */
@NullMarked
package dev.perdure.service.proof.oracle;

import org.jspecify.annotations.NullMarked;
