package dev.perdure.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.perdure.engine.EngineConfig;
import dev.perdure.engine.worker.WorkerConfig;
import dev.perdure.model.ModelRef;

/**
 * The engine.
 *
 * @param places turns that run at the same time on this node
 */
record EngineSection(@JsonProperty("role") Role role, @JsonProperty("places") int places) {

    static final EngineSection DEFAULT = new EngineSection(Role.ALL, WorkerConfig.DEFAULT.places());

    /**
     * @param model of everything that names none
     */
    EngineConfig engineConfig(ModelRef model) {
        WorkerConfig standard = WorkerConfig.DEFAULT;
        return new EngineConfig(
                new WorkerConfig(places, standard.heartbeat(), standard.sweep(), standard.poll()),
                model,
                role == Role.ALL);
    }

    /** What a node does. */
    enum Role {
        /** Accepts and runs turns. */
        @JsonProperty("all")
        ALL,
        /** Accepts, and leaves the running to others. */
        @JsonProperty("api")
        API
    }
}
