package dev.perdure.architecture.wrong.threadscomefromtheirport.engine.store;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

public final class StartsMany {
    private StartsMany() {}

    static ExecutorService many() {
        return Executors.newCachedThreadPool();
    }
}
