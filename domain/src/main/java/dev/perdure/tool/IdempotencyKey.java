package dev.perdure.tool;

/**
 * The stable identity of one tool effect. Every run of the same call, on any node and after any
 * crash, carries the same key, so a tool that remembers keys acts once.
 */
public record IdempotencyKey(String value) {}
