package dev.perdure.architecture.wrong.aturnreachestheoutsidethroughinterpreters.engine.turn.effect;

import dev.perdure.architecture.wrong.aturnreachestheoutsidethroughinterpreters.engine.model.Client;

public interface ModelCaller {
    Client client();
}
