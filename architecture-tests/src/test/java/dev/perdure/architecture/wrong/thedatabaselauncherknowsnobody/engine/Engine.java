package dev.perdure.architecture.wrong.thedatabaselauncherknowsnobody.engine;

public interface Engine {}
