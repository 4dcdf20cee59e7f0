package dev.perdure.architecture.wrong.nothingstaticchanges.engine;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

public final class Remembers {
    static final ConcurrentMap<String, String> SEEN = new ConcurrentHashMap<>();

    private Remembers() {}
}
