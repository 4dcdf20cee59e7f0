/**
 * Every storage port in the memory of one process: for embedding without a database, for tests and
 * for trying things out. Held to the same published contracts as the durable adapters; the one
 * declared difference is that nothing outlives the process. Reached through {@link
 * dev.perdure.engine.inmemory.InMemoryStorage} only.
 */
@NullMarked
package dev.perdure.engine.inmemory;

import org.jspecify.annotations.NullMarked;
