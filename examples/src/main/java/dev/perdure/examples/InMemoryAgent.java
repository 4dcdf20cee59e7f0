package dev.perdure.examples;

import dev.perdure.engine.Engine;
import dev.perdure.llm.simulated.SimulatedModels;

public final class InMemoryAgent {
    public static void main(String[] args) throws InterruptedException {
        try (Engine engine = Engine.inMemory(SimulatedModels.create())) {
            engine.converse("You are a guide.").say("Hello!").stream(System.out::print);
        }
    }
}
