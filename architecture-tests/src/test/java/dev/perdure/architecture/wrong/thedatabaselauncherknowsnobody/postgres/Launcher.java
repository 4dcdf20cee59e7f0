package dev.perdure.architecture.wrong.thedatabaselauncherknowsnobody.postgres;

public interface Launcher {}
