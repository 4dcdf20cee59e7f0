package dev.perdure.architecture.wrong.aturnreachestheoutsidethroughinterpreters.engine.turn;

import dev.perdure.architecture.wrong.aturnreachestheoutsidethroughinterpreters.engine.tool.Runner;

public interface RunsATool {
    Runner runner();
}
