package dev.perdure.egress;

import java.time.Duration;

/**
 * How much of an answer is waited for and kept.
 *
 * @param bytesMax of the body, after decoding
 * @param answer until each answer begins
 * @param pause between two pieces of it
 */
public record FetchBounds(int bytesMax, Duration answer, Duration pause) {}
