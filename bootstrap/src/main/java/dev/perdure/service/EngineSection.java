package dev.perdure.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.perdure.engine.EngineConfig;
import dev.perdure.engine.worker.WorkerConfig;
import dev.perdure.model.ModelRef;
import java.time.Duration;
import java.util.Locale;

/**
 * The engine.
 *
 * @param places turns that run at the same time on this node
 * @param drainSeconds how long a call under way may keep this node from ending
 */
record EngineSection(
        @JsonProperty("role") Role role,
        @JsonProperty("places") int places,
        @JsonProperty("drainSeconds") int drainSeconds) {

    static final EngineSection DEFAULT =
            new EngineSection(Role.ALL, WorkerConfig.DEFAULT.places(), 5);

    /**
     * @param model of everything that names none
     */
    EngineConfig engineConfig(ModelRef model) {
        WorkerConfig standard = WorkerConfig.DEFAULT;
        return new EngineConfig(
                new WorkerConfig(places, standard.heartbeat(), standard.sweep(), standard.poll()),
                model,
                role.claims());
    }

    Duration drainMax() {
        return Duration.ofSeconds(drainSeconds);
    }

    /** What a node does. */
    enum Role {
        /** Accepts and runs turns. */
        @JsonProperty("all")
        ALL,
        /** Accepts, and leaves the running to others. */
        @JsonProperty("api")
        API,
        /** Runs turns, and accepts nothing. */
        @JsonProperty("worker")
        WORKER;

        boolean claims() {
            return this != API;
        }

        boolean accepts() {
            return this != WORKER;
        }

        /** As settings name it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
