package dev.perdure.tool;

/**
 * What a person is shown a call by, and what they answer to: SHA-256, in lower-case hex, over
 * everything that makes it this call and no other. One byte changed anywhere is another hash.
 */
public record CallHash(String value) {}
