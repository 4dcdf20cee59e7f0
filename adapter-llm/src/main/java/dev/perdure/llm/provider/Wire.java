package dev.perdure.llm.provider;

import dev.perdure.engine.model.ModelRequest;

/** How a driver's servers are spoken to. Thread-safe; knows the account it speaks for. */
public interface Wire {

    /**
     * The question that a request becomes.
     *
     * @param model as the account names it
     * @throws UnusableSettings when the agent's settings cannot be put on this wire
     */
    Question question(ModelRequest request, String model);
}
