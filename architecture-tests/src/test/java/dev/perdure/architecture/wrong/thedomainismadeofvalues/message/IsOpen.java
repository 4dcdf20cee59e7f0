package dev.perdure.architecture.wrong.thedomainismadeofvalues.message;

public interface IsOpen {}
