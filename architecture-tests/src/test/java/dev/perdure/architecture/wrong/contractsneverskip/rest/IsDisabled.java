package dev.perdure.architecture.wrong.contractsneverskip.rest;

import org.junit.jupiter.api.Disabled;

@Disabled
public interface IsDisabled {}
