package dev.perdure.harness;

import java.util.List;
import java.util.UUID;

/** The harnesses that every installation has, with the same identities on every node. */
public final class BuiltInHarnesses {

    public static final HarnessId BASE_ID = new HarnessId(new UUID(0, 2));

    private static final HarnessDefinition BASE =
            new HarnessDefinition(
                    BASE_ID,
                    "base",
                    "Base",
                    "Adds nothing: what agent and session say is all there is.",
                    null,
                    HarnessBase.EMPTY);

    private static final HarnessDefinition GENERIC =
            new HarnessDefinition(
                    Harness.GENERIC_ID,
                    "generic",
                    "Generic",
                    "What sessions run on that name no other harness.",
                    BASE_ID,
                    HarnessBase.EMPTY);

    private BuiltInHarnesses() {}

    /** The standard one first. */
    public static List<HarnessDefinition> all() {
        return List.of(GENERIC, BASE);
    }
}
