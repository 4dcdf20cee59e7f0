package dev.perdure.architecture.wrong.everypackageisnullmarked.tool;

public interface Marked {}
