package dev.perdure.architecture.wrong.familiesaresealed.turn;

public sealed interface TurnEvent {
    sealed interface Narrower extends TurnEvent {}

    record Started() implements Narrower {}
}
