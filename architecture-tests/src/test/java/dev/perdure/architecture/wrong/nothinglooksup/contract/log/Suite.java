package dev.perdure.architecture.wrong.nothinglooksup.contract.log;

import dev.perdure.architecture.wrong.nothinglooksup.contract.Fixture;

public interface Suite {
    Fixture fixture();
}
