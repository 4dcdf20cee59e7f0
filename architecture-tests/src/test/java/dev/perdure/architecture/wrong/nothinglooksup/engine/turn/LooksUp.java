package dev.perdure.architecture.wrong.nothinglooksup.engine.turn;

import dev.perdure.architecture.wrong.nothinglooksup.engine.Engine;

public interface LooksUp {
    Engine engine();
}
