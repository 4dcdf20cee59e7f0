package dev.perdure.architecture.wrong.nothingthatrunsknowsthecontracts.contract.log;

public interface Suite {}
