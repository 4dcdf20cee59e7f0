package dev.perdure.persistence.kills;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link MortalProgram} in a process of its own, to be killed. */
final class Victim implements AutoCloseable {

    private final Process process;
    private final BufferedReader said;
    private volatile boolean working;

    private Victim(Process process) {
        this.process = process;
        this.said = process.inputReader();
        Thread.ofVirtual().start(this::listen);
    }

    /** Does not wait until it works. */
    static Victim start(Address address) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path", "")));
        command.add(MortalProgram.class.getName());
        command.addAll(address.words());
        try {
            return new Victim(
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        try {
            working = MortalProgram.WORKING.equals(said.readLine());
        } catch (IOException killed) {
            working = false;
        }
    }

    boolean isWorking() {
        return working;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** {@code kill -9}; it is gone when this returns. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
