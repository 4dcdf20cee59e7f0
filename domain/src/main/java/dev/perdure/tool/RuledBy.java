package dev.perdure.tool;

/** Who ruled on a call whose outcome was unknown. */
public enum RuledBy {
    /** The tool itself, which was asked what became of the call. */
    PROBE,
    /** The agent's policy, or a bound. */
    POLICY,
    /** Somebody outside, who was asked. */
    CLIENT
}
