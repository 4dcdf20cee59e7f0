package dev.perdure.persistence.pooler;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pooler of a hundred lines: each client logs in on a server session of its own, which then
 * belongs to all. Every transaction runs on the session that was used longest ago.
 */
final class RoundRobinPooler implements Pooler {

    private static final Logger LOG = LoggerFactory.getLogger(RoundRobinPooler.class);

    private static final int SSL_REQUEST = 80_877_103;
    private static final int GSS_REQUEST = 80_877_104;
    private static final int CANCEL_REQUEST = 80_877_102;

    private final int serverPort;
    private final ServerSocket door;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Map<String, BlockingQueue<Wire>> pools = new ConcurrentHashMap<>();

    private RoundRobinPooler(int serverPort, ServerSocket door) {
        this.serverPort = serverPort;
        this.door = door;
    }

    static RoundRobinPooler start(int serverPort) {
        try {
            RoundRobinPooler pooler =
                    new RoundRobinPooler(
                            serverPort, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(pooler::accept);
            return pooler;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int port() {
        return door.getLocalPort();
    }

    @Override
    public void close() {
        quietly(door);
        sockets.forEach(RoundRobinPooler::quietly);
    }

    private void accept() {
        try {
            while (true) {
                Wire client = wire(door.accept());
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException closed) {
            quietly(door);
        }
    }

    private Wire wire(Socket socket) throws IOException {
        sockets.add(socket);
        socket.setTcpNoDelay(true);
        return new Wire(
                socket,
                new DataInputStream(new BufferedInputStream(socket.getInputStream())),
                new DataOutputStream(new BufferedOutputStream(socket.getOutputStream())));
    }

    private void serve(Wire client) {
        try {
            byte[] startup = startup(client);
            if (startup.length > 0) {
                BlockingQueue<Wire> pool =
                        pools.computeIfAbsent(
                                Arrays.toString(startup), key -> new LinkedBlockingQueue<>());
                pool.add(logIn(client, startup));
                relay(client, pool);
            }
        } catch (IOException gone) {
            quietly(client.socket());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            quietly(client.socket());
        }
    }

    /** What the client says first; nothing when it says nothing we serve. */
    private static byte[] startup(Wire client) throws IOException {
        while (true) {
            byte[] body = client.in().readNBytes(client.in().readInt() - 4);
            int code = body.length < 4 ? CANCEL_REQUEST : code(body);
            if (code == CANCEL_REQUEST) {
                return new byte[0];
            }
            if (code != SSL_REQUEST && code != GSS_REQUEST) {
                return body;
            }
            client.out().writeByte('N');
            client.out().flush();
        }
    }

    private static int code(byte[] body) {
        return (body[0] & 0xFF) << 24
                | (body[1] & 0xFF) << 16
                | (body[2] & 0xFF) << 8
                | (body[3] & 0xFF);
    }

    private Wire logIn(Wire client, byte[] startup) throws IOException {
        Wire server = wire(new Socket(InetAddress.getLoopbackAddress(), serverPort));
        server.out().writeInt(startup.length + 4);
        server.out().write(startup);
        server.out().flush();
        while (true) {
            Message message = Message.read(server);
            message.write(client);
            client.out().flush();
            if (message.type() == 'Z') {
                return server;
            }
            if (message.type() == 'E') {
                throw new IOException("The server refused the login.");
            }
            if (message.asksForAnswer()) {
                Message.read(client).write(server);
                server.out().flush();
            }
        }
    }

    /** One transaction after the other, each on whichever session is next. */
    private static void relay(Wire client, BlockingQueue<Wire> pool)
            throws IOException, InterruptedException {
        while (true) {
            Message first = Message.read(client);
            if (first.type() == 'X') {
                return;
            }
            Wire server = pool.take();
            boolean clean = false;
            try {
                Message next = first;
                do {
                    clean = false;
                    exchange(client, server, next);
                    clean = server.idle;
                    if (!clean) {
                        next = Message.read(client);
                    }
                } while (!clean && next.type() != 'X');
            } finally {
                if (clean) {
                    pool.add(server);
                } else {
                    quietly(server.socket());
                }
            }
        }
    }

    /** Passes on what the client sends until it waits, and then the answer. */
    private static void exchange(Wire client, Wire server, Message first) throws IOException {
        Message asked = first;
        asked.write(server);
        while (asked.type() != 'S' && asked.type() != 'Q') {
            asked = Message.read(client);
            asked.write(server);
        }
        server.out().flush();
        Message answer;
        do {
            answer = Message.read(server);
            answer.write(client);
        } while (answer.type() != 'Z');
        server.idle = answer.body()[0] == 'I';
        client.out().flush();
    }

    private static void quietly(Closeable closing) {
        try {
            closing.close();
        } catch (IOException gone) {
            LOG.debug("It was closed already: {}", gone.getMessage());
        }
    }

    private static final class Wire {
        private final Socket socket;
        private final DataInputStream in;
        private final DataOutputStream out;
        private boolean idle = true;

        Wire(Socket socket, DataInputStream in, DataOutputStream out) {
            this.socket = socket;
            this.in = in;
            this.out = out;
        }

        Socket socket() {
            return socket;
        }

        DataInputStream in() {
            return in;
        }

        DataOutputStream out() {
            return out;
        }
    }

    private static final class Message {

        private final byte type;
        private final byte[] body;

        private Message(byte type, byte[] body) {
            this.type = type;
            this.body = body;
        }

        byte type() {
            return type;
        }

        byte[] body() {
            return body;
        }

        static Message read(Wire from) throws IOException {
            byte type = from.in().readByte();
            return new Message(type, from.in().readNBytes(from.in().readInt() - 4));
        }

        void write(Wire to) throws IOException {
            to.out().writeByte(type);
            to.out().writeInt(body.length + 4);
            to.out().write(body);
        }

        /** Of an authentication request: all but the one that says yes and the one before it. */
        boolean asksForAnswer() {
            int kind = type == 'R' ? code(body) : 0;
            return kind != 0 && kind != 12;
        }
    }
}
