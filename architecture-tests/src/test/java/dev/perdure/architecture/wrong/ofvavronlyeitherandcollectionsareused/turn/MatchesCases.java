package dev.perdure.architecture.wrong.ofvavronlyeitherandcollectionsareused.turn;

import io.vavr.API;

public final class MatchesCases {
    private MatchesCases() {}

    static Object go() {
        return API.TODO();
    }
}
