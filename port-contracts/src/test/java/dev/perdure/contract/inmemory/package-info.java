/** The contracts, run on the storage in memory. */
@NullMarked
package dev.perdure.contract.inmemory;

import org.jspecify.annotations.NullMarked;
