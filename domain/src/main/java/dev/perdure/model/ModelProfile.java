package dev.perdure.model;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a model. Whatever is not known is absent, and never guessed.
 *
 * @param contextWindow in tokens
 * @param price what its own provider asks for it
 */
public record ModelProfile(@Nullable Integer contextWindow, @Nullable ModelPrice price) {

    /** Nothing is known. */
    public static final ModelProfile UNKNOWN = new ModelProfile(null, null);
}
