package dev.perdure.architecture.wrong.portsspeakplainjava.engine.store;

import dev.perdure.architecture.wrong.portsspeakplainjava.session.Session;
import java.util.Optional;

public interface NamesASession {
    Optional<Session> find(byte[] key, int limit);
}
