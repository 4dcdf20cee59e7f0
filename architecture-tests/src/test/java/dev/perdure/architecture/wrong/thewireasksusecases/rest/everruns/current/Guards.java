package dev.perdure.architecture.wrong.thewireasksusecases.rest.everruns.current;

import dev.perdure.architecture.wrong.thewireasksusecases.engine.log.Guard;

public interface Guards {
    Guard.Exists guard();
}
