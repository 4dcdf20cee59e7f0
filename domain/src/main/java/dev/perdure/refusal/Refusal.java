package dev.perdure.refusal;

import dev.perdure.capability.CapabilityId;

/** An expected no. The sentence is meant for the caller and holds no secret. */
public sealed interface Refusal {

    String sentence();

    /** The named thing does not exist, or not for this organisation: the two look the same. */
    record NotFound(String thing, String name) implements Refusal {
        @Override
        public String sentence() {
            return "There is no " + thing + " " + name + ".";
        }
    }

    /** A value that can never be accepted, whatever else is true. */
    record Invalid(String field, String sentence) implements Refusal {}

    /** A request that is fine by itself and does not fit the present state. */
    record Conflicting(String sentence) implements Refusal {}

    /** A request for something this installation does not offer. */
    record Unsupported(String sentence) implements Refusal {}

    static Refusal noSuchAgent(String name) {
        return new NotFound("agent", name);
    }

    static Refusal noSuchSession(String name) {
        return new NotFound("session", name);
    }

    static Refusal noSuchHarness(String name) {
        return new NotFound("harness", name);
    }

    static Refusal noSuchWorkspace(String name) {
        return new NotFound("workspace", name);
    }

    static Refusal noSuchModel(String name) {
        return new NotFound("model", name);
    }

    static Refusal unknownCapability(CapabilityId id) {
        return new Invalid("capabilities", "There is no capability " + id.value() + ".");
    }

    static Refusal unusableCapability(CapabilityId id, String sentence) {
        return new Invalid(
                "capabilities",
                "The capability " + id.value() + " cannot be used like this: " + sentence);
    }

    static Refusal toolBroughtTwice(String tool, CapabilityId first, CapabilityId second) {
        return new Invalid(
                "capabilities",
                "The tool "
                        + tool
                        + " is brought by both "
                        + first.value()
                        + " and "
                        + second.value()
                        + ".");
    }

    static Refusal agentArchived(String name) {
        return new Invalid("status", "The agent " + name + " is archived and cannot be changed.");
    }

    static Refusal noSteps() {
        return new Invalid("max_iterations", "The bound of iterations is at least 1.");
    }

    static Refusal busy() {
        return new Conflicting(
                "The session is working on another message, and this one was to be refused then.");
    }

    static Refusal noContent() {
        return new Invalid("content", "A message needs at least one content part.");
    }
}
