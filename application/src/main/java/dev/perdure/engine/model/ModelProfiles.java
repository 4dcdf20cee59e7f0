package dev.perdure.engine.model;

import dev.perdure.model.ModelProfile;

/** What is known of models. Thread-safe. */
@FunctionalInterface
public interface ModelProfiles {

    /** Of no model is anything known. */
    ModelProfiles NONE = model -> ModelProfile.UNKNOWN;

    /**
     * What is known of a model.
     *
     * @param model as its provider calls it
     */
    ModelProfile of(String model);
}
