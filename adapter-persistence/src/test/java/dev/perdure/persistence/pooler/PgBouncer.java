package dev.perdure.persistence.pooler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PgBouncer as it is installed on this machine, in transaction mode. */
final class PgBouncer implements Pooler {

    private static final Logger LOG = LoggerFactory.getLogger(PgBouncer.class);
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final int STARTS_MAX = 5;

    private final Process process;
    private final int port;
    private final Path directory;

    private PgBouncer(Process process, int port, Path directory) {
        this.process = process;
        this.port = port;
        this.directory = directory;
    }

    /** On a port that is free; somebody else may take it just before, and so it is tried again. */
    static PgBouncer start(int serverPort, String user, String password) {
        for (int start = 1; start < STARTS_MAX; start++) {
            try {
                return startOnce(serverPort, user, password);
            } catch (AssertionError portTaken) {
                LOG.info("Once more: {}", portTaken.getMessage());
            }
        }
        return startOnce(serverPort, user, password);
    }

    private static PgBouncer startOnce(int serverPort, String user, String password) {
        Path program =
                Pooler.pgBouncer().orElseThrow(() -> new AssertionError("There is no pgbouncer."));
        try {
            int port = freePort();
            Path directory = Files.createTempDirectory("perdure-pgbouncer");
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path settings = directory.resolve("pgbouncer.ini");
            Files.writeString(settings, settings(serverPort, user, password, port));
            List<String> command = new ArrayList<>(List.of(program.toString()));
            if (System.getProperty("user.name", "").equals("root")) {
                command.addAll(List.of("-u", "nobody"));
            }
            command.add(settings.toString());
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(directory.resolve("log").toFile())
                            .start();
            PgBouncer pooler = new PgBouncer(process, port, directory);
            pooler.awaitDoor();
            return pooler;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String settings(int serverPort, String user, String password, int port) {
        return """
        [databases]
        * = host=127.0.0.1 port=%d user=%s password=%s
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = any
        pool_mode = transaction
        default_pool_size = 10
        max_client_conn = 500
        """
                .formatted(serverPort, user, password, port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitDoor() throws IOException {
        long end = System.nanoTime() + START_MAX.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try (Socket knock = new Socket()) {
                knock.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        }
        process.destroyForcibly();
        throw new AssertionError(
                "pgbouncer does not start: " + Files.readString(directory.resolve("log")));
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
            Files.deleteIfExists(directory.resolve("pgbouncer.ini"));
            Files.deleteIfExists(directory.resolve("log"));
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
