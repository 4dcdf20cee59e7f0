package dev.perdure.architecture.wrong.adaptersarestrangers.llm;

import dev.perdure.architecture.wrong.adaptersarestrangers.engine.Engine;

public interface KnowsTheEngine {
    Engine engine();
}
