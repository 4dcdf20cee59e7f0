package dev.perdure.event;

/** A fact: something that happened, in the past tense, immutable, kept for the session's life. */
public sealed interface Event extends Entry permits SessionEvent, TurnEvent {}
