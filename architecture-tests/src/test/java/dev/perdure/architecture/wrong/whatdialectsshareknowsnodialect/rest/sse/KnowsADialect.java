package dev.perdure.architecture.wrong.whatdialectsshareknowsnodialect.rest.sse;

import dev.perdure.architecture.wrong.whatdialectsshareknowsnodialect.rest.everruns.current.Body;

public interface KnowsADialect {
    Body body();
}
