package dev.perdure.architecture.wrong.aturnreachestheoutsidethroughinterpreters.engine.turn;

import dev.perdure.architecture.wrong.aturnreachestheoutsidethroughinterpreters.engine.model.Client;

public interface CallsTheModel {
    Client client();
}
