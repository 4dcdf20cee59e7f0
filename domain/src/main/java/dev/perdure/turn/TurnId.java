package dev.perdure.turn;

import java.util.UUID;

/** Identity of a turn. */
public record TurnId(UUID value) {}
