package dev.perdure.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Decides the port of a start: the given one, else the one of the last start, else one that is
 * free. An address that clients have noted stays good across restarts as long as nobody else takes
 * the port.
 */
final class PortChoice {

    /** A server that has just stopped may hold its port a moment longer than its file. */
    private static final Duration RELEASE_WAIT_MAX = Duration.ofSeconds(1);

    private static final int HIGHEST_PORT = 65_535;

    private final OptionalInt fixed;
    private final Path remembered;

    PortChoice(OptionalInt fixed, BaseDirectory base) {
        this.fixed = fixed;
        this.remembered = base.port();
    }

    int choose() throws IOException {
        if (fixed.isPresent()) {
            int port = fixed.getAsInt();
            if (!Waiting.until(() -> free(port), RELEASE_WAIT_MAX)) {
                throw EmbeddedPostgresException.portTaken(port);
            }
            return port;
        }
        OptionalInt last = lastPort();
        if (last.isPresent() && Waiting.until(() -> free(last.getAsInt()), RELEASE_WAIT_MAX)) {
            return last.getAsInt();
        }
        return anyFreePort();
    }

    void remember(int port) throws IOException {
        if (lastPort().orElse(0) != port) {
            BaseDirectory.write(remembered, Integer.toString(port));
        }
    }

    private OptionalInt lastPort() throws IOException {
        if (!Files.exists(remembered)) {
            return OptionalInt.empty();
        }
        String text = Files.readString(remembered).strip();
        boolean plausible = text.matches("[1-9]\\d{0,4}") && Integer.parseInt(text) <= HIGHEST_PORT;
        return plausible ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    private static boolean free(int port) {
        try (ServerSocket socket = listen(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static int anyFreePort() throws IOException {
        try (ServerSocket socket = listen(0)) {
            return socket.getLocalPort();
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    }
}
