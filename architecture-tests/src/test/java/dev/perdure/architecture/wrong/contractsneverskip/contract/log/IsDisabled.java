package dev.perdure.architecture.wrong.contractsneverskip.contract.log;

import org.junit.jupiter.api.Disabled;

@Disabled
public interface IsDisabled {}
