package dev.perdure.architecture.wrong.thewireasksusecases.rest.everruns.current;

import dev.perdure.architecture.wrong.thewireasksusecases.engine.log.EventReader;

public interface Reads {
    EventReader log();
}
