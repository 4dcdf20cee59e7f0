package dev.perdure.service.proof.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A service that runs in a process of its own. Closing it stops it, cleanly when that is possible.
 */
public final class ServiceProcess implements AutoCloseable {

    private static final Duration READY_MAX = Duration.ofMinutes(5);
    private static final Duration STOP_MAX = Duration.ofMinutes(3);

    private final ServiceCommand command;
    private final Process process;
    private final Path output;

    private ServiceProcess(ServiceCommand command, Process process, Path output) {
        this.command = command;
        this.process = process;
        this.output = output;
    }

    /** Starts a service and returns when it answers {@code /health}. */
    public static ServiceProcess start(ServiceCommand command) throws Exception {
        ServiceProcess service = launch(command);
        boolean ready = false;
        try {
            Await.until("the service is ready", READY_MAX, service::isReadyOrDead);
            if (!service.process.isAlive()) {
                throw new AssertionError("The service ended: " + service.printed());
            }
            ready = true;
            return service;
        } finally {
            if (!ready) {
                service.killEverything();
            }
        }
    }

    /** Starts a program and does not wait for anything. */
    public static ServiceProcess launch(ServiceCommand command) {
        try {
            Path output = Files.createTempDirectory("perdure-proof-output");
            return new ServiceProcess(command, command.launch(output), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isReadyOrDead() {
        return !process.isAlive() || api().isHealthy();
    }

    public Api api() {
        return new Api(command.port());
    }

    public Api agentProtocol() {
        return new Api(command.agentProtocolPort());
    }

    public int port() {
        return command.port();
    }

    public Path dataDirectory() {
        return command.dataDirectory();
    }

    /** The database of a service that runs its own PostgreSQL. */
    public DatabaseAccess database() {
        return DatabaseAccess.ofEmbedded(command.dataDirectory());
    }

    /** {@code kill -9} of the JVM, and of nothing else. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** {@code kill -9} of every PostgreSQL process of this service. */
    public int killPostgres() {
        List<ProcessHandle> servers = postgres();
        servers.forEach(ProcessHandle::destroyForcibly);
        return servers.size();
    }

    /** {@code kill -9} of the JVM and of all it started. */
    public void killEverything() throws InterruptedException {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        process.waitFor();
    }

    /** The PostgreSQL processes that run below the JVM. */
    public List<ProcessHandle> postgres() {
        return process.descendants()
                .filter(below -> below.info().command().orElse("").endsWith("/postgres"))
                .toList();
    }

    /** Asks for a clean end with SIGTERM and does not wait for it. */
    public void askToEnd() {
        process.destroy();
    }

    /** Asks for a clean end with SIGTERM; answers how long it took. */
    public Duration terminate() throws InterruptedException {
        long begin = System.nanoTime();
        process.destroy();
        if (!process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("Not stopped within " + STOP_MAX + ": " + printed());
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Waits for a program that ends by itself; answers its exit status. */
    public int exitStatus(Duration max) throws InterruptedException {
        if (!process.waitFor(max.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("Still running after " + max + ": " + printed());
        }
        return process.exitValue();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public String stdout() {
        return read("stdout");
    }

    public String stderr() {
        return read("stderr");
    }

    /** All it said, for the message of a failure. */
    public String printed() {
        return "\n--- stdout\n" + stdout() + "\n--- stderr\n" + stderr();
    }

    private String read(String name) {
        try {
            return Files.readString(output.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (process.isAlive()) {
            List<ProcessHandle> all = process.descendants().toList();
            process.destroy();
            if (!process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                all.forEach(ProcessHandle::destroyForcibly);
            }
        }
    }
}
