package dev.perdure.architecture.wrong.thecontractsknowportsandtestlibraries.contract.store;

import dev.perdure.architecture.wrong.thecontractsknowportsandtestlibraries.engine.store.Store;
import org.assertj.core.api.AssertProvider;
import org.junit.jupiter.api.TestInfo;

public interface KnowsAPort {
    Store store();

    TestInfo info();

    AssertProvider<String> assertions();
}
