package dev.perdure.architecture.wrong.providersarenamedintheirpackages.engine.openai;

public interface KnowsItself {}
