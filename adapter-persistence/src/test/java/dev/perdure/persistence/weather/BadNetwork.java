package dev.perdure.persistence.weather;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way to a server, which breaks in more than one manner. */
final class BadNetwork implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BadNetwork.class);

    private enum Weather {
        FAIR,
        CUT,
        PARTITIONED
    }

    private final int serverPort;
    private final ServerSocket door;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile Weather weather = Weather.FAIR;
    private volatile boolean silent;

    private BadNetwork(int serverPort, ServerSocket door) {
        this.serverPort = serverPort;
        this.door = door;
    }

    static BadNetwork to(int serverPort) {
        try {
            BadNetwork network =
                    new BadNetwork(
                            serverPort, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(network::accept);
            return network;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return door.getLocalPort();
    }

    /** Ends every connection, and every new one at once. */
    void cut() {
        weather = Weather.CUT;
        links.forEach(Link::close);
    }

    /** Swallows every byte both ways; nobody is told. */
    void partition() {
        weather = Weather.PARTITIONED;
    }

    /** Swallows what the server says to those who listen for hints; nobody is told. */
    void silenceHints() {
        silent = true;
    }

    /** Fair weather again; connections that lost something end now. */
    void heal() {
        weather = Weather.FAIR;
        silent = false;
        links.stream().filter(link -> link.lossy).forEach(Link::close);
    }

    @Override
    public void close() {
        quietly(door);
        links.forEach(Link::close);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                if (weather == Weather.CUT) {
                    quietly(client);
                } else {
                    open(client);
                }
            }
        } catch (IOException closed) {
            quietly(door);
        }
    }

    private void open(Socket client) {
        try {
            client.setTcpNoDelay(true);
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            server.setTcpNoDelay(true);
            Link link = new Link(client, server);
            links.add(link);
            Thread.ofVirtual().start(() -> link.pump(client, server, true));
            Thread.ofVirtual().start(() -> link.pump(server, client, false));
        } catch (IOException unreachable) {
            quietly(client);
        }
    }

    private static void quietly(Closeable closing) {
        try {
            closing.close();
        } catch (IOException gone) {
            LOG.debug("It was closed already: {}", gone.getMessage());
        }
    }

    private final class Link {

        private final Socket client;
        private final Socket server;
        private volatile boolean listening;
        private volatile boolean lossy;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void pump(Socket from, Socket to, boolean outwards) {
            byte[] buffer = new byte[1 << 16];
            try {
                int read = from.getInputStream().read(buffer);
                while (read >= 0) {
                    if (outwards) {
                        recognise(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                    }
                    if (isSwallowed(outwards)) {
                        lossy = true;
                    } else {
                        to.getOutputStream().write(buffer, 0, read);
                        to.getOutputStream().flush();
                    }
                    read = from.getInputStream().read(buffer);
                }
            } catch (IOException ended) {
                listening = false;
            } finally {
                close();
            }
        }

        private boolean isSwallowed(boolean outwards) {
            boolean hint = listening && silent && !outwards;
            return hint || weather == Weather.PARTITIONED;
        }

        /** Those who listen say so once, in fair weather mostly. */
        private void recognise(String said) {
            listening |= said.contains("listen perdure");
        }

        void close() {
            quietly(client);
            quietly(server);
            links.remove(this);
        }
    }
}
