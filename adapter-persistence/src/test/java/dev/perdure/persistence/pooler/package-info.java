/** Poolers that give a server session to another client after each transaction. */
@NullMarked
package dev.perdure.persistence.pooler;

import org.jspecify.annotations.NullMarked;
