package dev.perdure.service;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Where the service listens.
 *
 * @param port of the Everruns dialects and the operations
 * @param agentProtocolPort of the Agent Protocol dialect
 */
record HttpConfig(
        @JsonProperty("port") int port,
        @JsonProperty("agentProtocolPort") int agentProtocolPort,
        @JsonProperty("bind") Bind bind) {

    static final HttpConfig DEFAULT = new HttpConfig(9000, 8000, Bind.LOOPBACK);

    /** The addresses a port is bound on. */
    enum Bind {
        /** 127.0.0.1 and, where the machine has it, ::1. */
        @JsonProperty("loopback")
        LOOPBACK,
        /** Every address. */
        @JsonProperty("any")
        ANY
    }
}
