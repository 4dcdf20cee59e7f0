package dev.perdure.architecture.wrong.thewireasksusecases.rest.agentprotocol;

import dev.perdure.architecture.wrong.thewireasksusecases.engine.log.EventAppender;

public interface Decides {
    EventAppender log();
}
