package dev.perdure.architecture.wrong.dialectsarestrangers.rest.agentprotocol;

import dev.perdure.architecture.wrong.dialectsarestrangers.rest.http.Problem;

public interface Run {
    Problem problem();
}
