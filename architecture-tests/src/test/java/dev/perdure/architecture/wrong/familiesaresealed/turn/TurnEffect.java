package dev.perdure.architecture.wrong.familiesaresealed.turn;

public sealed interface TurnEffect {
    final class Loose implements TurnEffect {}

    record Fine() implements TurnEffect {}
}
