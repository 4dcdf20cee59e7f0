package dev.perdure.capability;

/** A capability that an agent has, and what it brings. */
public record CapabilityUse(CapabilityRef ref, Contribution.Given brings) {

    /** The same with instructions after its own; with none when they are blank. */
    public CapabilityUse telling(String more) {
        if (more.isBlank()) {
            return this;
        }
        String own = brings.instructions();
        return new CapabilityUse(
                ref,
                new Contribution.Given(
                        own.isBlank() ? more : own + "\n\n" + more,
                        brings.tools(),
                        brings.source(),
                        brings.claimed()));
    }
}
