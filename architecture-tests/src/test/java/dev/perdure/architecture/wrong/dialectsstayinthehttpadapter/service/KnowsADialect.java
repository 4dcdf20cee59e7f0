package dev.perdure.architecture.wrong.dialectsstayinthehttpadapter.service;

import dev.perdure.architecture.wrong.dialectsstayinthehttpadapter.rest.everruns.current.Body;

public interface KnowsADialect {
    Body body();
}
