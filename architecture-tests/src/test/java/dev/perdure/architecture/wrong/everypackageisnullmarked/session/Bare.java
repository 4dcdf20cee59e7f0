package dev.perdure.architecture.wrong.everypackageisnullmarked.session;

public interface Bare {}
