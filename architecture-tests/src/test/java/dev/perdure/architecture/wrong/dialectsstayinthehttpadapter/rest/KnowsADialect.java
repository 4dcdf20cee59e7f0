package dev.perdure.architecture.wrong.dialectsstayinthehttpadapter.rest;

import dev.perdure.architecture.wrong.dialectsstayinthehttpadapter.rest.everruns.current.Body;

public interface KnowsADialect {
    Body body();
}
