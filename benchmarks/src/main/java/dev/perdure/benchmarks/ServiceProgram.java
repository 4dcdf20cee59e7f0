package dev.perdure.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The service as it ships, in a process of its own. */
final class ServiceProgram implements AutoCloseable {

    private static final String MAIN = "dev.perdure.service.PerdureService";
    private static final long READY_NANOS_MAX = TimeUnit.SECONDS.toNanos(60);
    private static final long STOP_SECONDS_MAX = 15;

    private final Process process;
    private final int port;
    private final Path output;

    private ServiceProgram(Process process, int port, Path output) {
        this.process = process;
        this.port = port;
        this.output = output;
    }

    /** Starts it on a database and returns when it is ready. */
    static ServiceProgram start(Path program, Path directory, int port, String databaseUrl)
            throws IOException, InterruptedException {
        return start(program, directory, port, Map.of("PERDURE_DATABASE_URL", databaseUrl));
    }

    /** Starts it with these settings and returns when it is ready. */
    static ServiceProgram start(
            Path program, Path directory, int port, Map<String, String> settings)
            throws IOException, InterruptedException {
        return start(
                List.of("-jar", program.resolve("target/perdure.jar").toString()),
                program,
                directory,
                port,
                settings);
    }

    /** The same with {@link CountingTools} on its class path, which count there. */
    static ServiceProgram startCounting(
            Path program, Path directory, int port, Map<String, String> settings, Counter counter)
            throws IOException, InterruptedException {
        return start(
                List.of(
                        "-D" + CountingTools.PORT + "=" + counter.port(),
                        "-cp",
                        program.resolve("target/perdure.jar")
                                + File.pathSeparator
                                + program.resolveSibling("benchmarks/target/classes"),
                        MAIN),
                program,
                directory,
                port,
                settings);
    }

    private static ServiceProgram start(
            List<String> what, Path program, Path directory, int port, Map<String, String> settings)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + program.resolve("jvm.args"));
        command.addAll(what);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("PERDURE_"));
        builder.environment().putAll(settings);
        builder.environment().put("PERDURE_PORT", Integer.toString(port));
        builder.environment().put("PERDURE_AGENT_PROTOCOL_PORT", Integer.toString(port + 1));
        builder.directory(directory.toFile());
        Path output = directory.resolve("output");
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        ServiceProgram started = new ServiceProgram(builder.start(), port, output);
        started.awaitReady();
        return started;
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + READY_NANOS_MAX;
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IOException("The service did not start: " + Files.readString(output));
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private boolean isReady() {
        try (HttpConnection connection = HttpConnection.open(port)) {
            connection.get("/health");
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** What it printed, for whoever wonders. */
    String printed() throws IOException {
        return Files.readString(output);
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        List<ProcessHandle> below = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                below.forEach(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
