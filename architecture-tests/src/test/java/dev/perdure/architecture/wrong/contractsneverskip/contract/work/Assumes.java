package dev.perdure.architecture.wrong.contractsneverskip.contract.work;

import org.junit.jupiter.api.Assumptions;

public final class Assumes {
    private Assumes() {}

    static void assumes(boolean durable) {
        Assumptions.assumeTrue(durable);
    }
}
