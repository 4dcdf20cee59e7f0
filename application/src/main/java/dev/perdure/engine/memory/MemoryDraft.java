package dev.perdure.engine.memory;

import org.jspecify.annotations.Nullable;

/**
 * What is to be remembered.
 *
 * @param expectedVersion the version it is to take the place of, 0 for none; absent for whichever
 */
public record MemoryDraft(String name, String text, @Nullable Integer expectedVersion) {}
