package dev.perdure.architecture.wrong.threadscomefromtheirport.engine.timing;

public final class StartsAThread {
    private StartsAThread() {}

    static Thread go(Runnable task) {
        return Thread.ofVirtual().start(task);
    }
}
