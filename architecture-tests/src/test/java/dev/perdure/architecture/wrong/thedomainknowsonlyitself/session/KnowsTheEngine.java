package dev.perdure.architecture.wrong.thedomainknowsonlyitself.session;

import dev.perdure.architecture.wrong.thedomainknowsonlyitself.engine.log.Log;

public interface KnowsTheEngine {
    Log log();
}
