package dev.perdure.architecture.wrong.nothingthatrunsknowsthecontracts.engine.log;

import dev.perdure.architecture.wrong.nothingthatrunsknowsthecontracts.contract.log.Suite;

public interface KnowsItsSuite {
    Suite suite();
}
