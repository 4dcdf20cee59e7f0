package dev.perdure.architecture.wrong.theapplicationknowsonlythedomain.engine.log;

import dev.perdure.architecture.wrong.theapplicationknowsonlythedomain.session.Session;

public interface KnowsASession {
    Session session();
}
