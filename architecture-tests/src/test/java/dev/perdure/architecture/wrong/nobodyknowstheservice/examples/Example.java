package dev.perdure.architecture.wrong.nobodyknowstheservice.examples;

public interface Example {}
