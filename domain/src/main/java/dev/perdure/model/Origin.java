package dev.perdure.model;

/**
 * Where a part of an answer came from: what only its sender understands goes back to that sender
 * alone.
 *
 * @param driver the wire it was spoken on
 * @param provider the account that was asked
 * @param model as that account names it
 */
public record Origin(String driver, String provider, String model) {}
