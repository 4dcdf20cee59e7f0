package dev.perdure.architecture.wrong.thecodecknowsnodatabase.event;

public interface Fact {}
