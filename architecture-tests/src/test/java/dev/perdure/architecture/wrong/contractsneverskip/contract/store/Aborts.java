package dev.perdure.architecture.wrong.contractsneverskip.contract.store;

import org.opentest4j.TestAbortedException;

public final class Aborts {
    private Aborts() {}

    static RuntimeException aborts() {
        return new TestAbortedException();
    }
}
