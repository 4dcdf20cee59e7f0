package dev.perdure.architecture.wrong.nobodyknowstheservice.rest;

public interface Api {}
