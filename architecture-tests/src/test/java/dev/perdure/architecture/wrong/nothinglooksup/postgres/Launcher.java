package dev.perdure.architecture.wrong.nothinglooksup.postgres;

public interface Launcher {
    String name();
}
