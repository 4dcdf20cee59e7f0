package dev.perdure.architecture.wrong.thedomaintouchesnothingoutside.turn;

public interface KnowsAThread {
    Thread thread();
}
