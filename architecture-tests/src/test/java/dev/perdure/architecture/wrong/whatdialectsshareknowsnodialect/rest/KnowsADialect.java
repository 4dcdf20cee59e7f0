package dev.perdure.architecture.wrong.whatdialectsshareknowsnodialect.rest;

import dev.perdure.architecture.wrong.whatdialectsshareknowsnodialect.rest.everruns.current.Body;

public interface KnowsADialect {
    Body body();
}
