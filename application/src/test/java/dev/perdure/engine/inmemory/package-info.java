/** What the storage in memory promises beyond the contracts of the ports. */
@NullMarked
package dev.perdure.engine.inmemory;

import org.jspecify.annotations.NullMarked;
