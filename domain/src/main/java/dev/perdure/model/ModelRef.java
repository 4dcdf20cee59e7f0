package dev.perdure.model;

/**
 * Name of a model as agents and messages write it, for example {@code simulated} or {@code
 * openai/gpt-5}.
 */
public record ModelRef(String name) {

    public ModelRef {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a model name is not blank");
        }
    }
}
