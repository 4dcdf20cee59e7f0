package dev.perdure.architecture.wrong.nothinglooksup.contract;

public interface Fixture {}
