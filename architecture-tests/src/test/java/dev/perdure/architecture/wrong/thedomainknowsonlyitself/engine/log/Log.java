package dev.perdure.architecture.wrong.thedomainknowsonlyitself.engine.log;

public interface Log {}
