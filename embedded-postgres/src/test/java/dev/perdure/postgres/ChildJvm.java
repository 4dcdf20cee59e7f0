package dev.perdure.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A program of its own that runs a cluster, so that a test can kill it. */
final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final String firstLine;

    private ChildJvm(Process process, String firstLine) {
        this.process = process;
        this.firstLine = firstLine;
    }

    static ChildJvm start(Path base) throws IOException {
        return start(
                List.of(),
                System.getProperty("java.class.path", ""),
                base,
                Clusters.SHARED_BINARIES);
    }

    /** Returns when the child has a server that accepts connections, or has said why not. */
    static ChildJvm start(List<String> commandPrefix, String classPath, Path base, Path binaries)
            throws IOException {
        Process process = launch(commandPrefix, classPath, base, binaries);
        BufferedReader output = process.inputReader();
        return new ChildJvm(process, String.valueOf(output.readLine()));
    }

    /** Does not wait for anything. */
    static Process launch(List<String> commandPrefix, String classPath, Path base, Path binaries)
            throws IOException {
        List<String> command = new ArrayList<>(commandPrefix);
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath));
        command.addAll(List.of(RunsACluster.class.getName(), base.toString(), binaries.toString()));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** What it said first: the address of its server, or the sentence of its failure. */
    String firstLine() {
        return firstLine;
    }

    Connection connect() throws SQLException {
        String[] words = firstLine.split(" ", -1);
        return DriverManager.getConnection(words[1], words[2], words[3]);
    }

    /** The JVM and all that it started: the keeper, the server, the server's children. */
    List<ProcessHandle> everything() {
        List<ProcessHandle> all = new ArrayList<>(List.of(process.toHandle()));
        process.descendants().forEach(all::add);
        return all;
    }

    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
