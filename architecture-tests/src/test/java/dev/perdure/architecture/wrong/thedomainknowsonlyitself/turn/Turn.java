package dev.perdure.architecture.wrong.thedomainknowsonlyitself.turn;

public interface Turn {}
