package dev.perdure.architecture.wrong.dialectsarestrangers.rest.everruns.current;

import dev.perdure.architecture.wrong.dialectsarestrangers.rest.agentprotocol.Run;

public interface KnowsAnother {
    Run run();
}
