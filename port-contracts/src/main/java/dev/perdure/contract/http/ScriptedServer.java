package dev.perdure.contract.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * An HTTP server on a free port of 127.0.0.1 whose answers are chosen by request, whose connections
 * stay open until one side closes them, and which remembers what it saw. Closing it cuts every
 * connection.
 */
public final class ScriptedServer implements AutoCloseable {

    private final ServerSocket listener;
    private final Function<ReceivedRequest, Reply> script;
    private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger hangUps = new AtomicInteger();

    private ScriptedServer(ServerSocket listener, Function<ReceivedRequest, Reply> script) {
        this.listener = listener;
        this.script = script;
    }

    /** A server that answers every request alike. */
    public static ScriptedServer start(Reply reply) {
        return start(request -> reply);
    }

    /** A server that chooses its answer by the request. */
    public static ScriptedServer start(Function<ReceivedRequest, Reply> script) {
        try {
            ServerSocket listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
            ScriptedServer server = new ScriptedServer(listener, script);
            Thread.ofVirtual().start(server::accept);
            return server;
        } catch (IOException noLoopback) {
            throw new UncheckedIOException(noLoopback);
        }
    }

    /** The address of the server, without a slash at its end. */
    public String address() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** Every request so far, in the order of arrival. */
    public List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    /** How often the other side closed a connection while the server was silent on it. */
    public int hangUps() {
        return hangUps.get();
    }

    @Override
    public void close() {
        close(listener);
        open.forEach(ScriptedServer::close);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                int number = connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket, number));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (!socket.isClosed()) {
                ReceivedRequest request = read(in, number);
                requests.add(request);
                script.apply(request)
                        .to(new Exchange(socket, in, request, hangUps::incrementAndGet));
            }
        } catch (IOException over) {
            // Either side may leave at any time; that is what the tests are about.
            open.remove(socket);
        }
    }

    private static ReceivedRequest read(InputStream in, int connection) throws IOException {
        String[] first = line(in).split(" ");
        if (first.length != 3) {
            throw new IOException("The request is not HTTP.");
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return new ReceivedRequest(connection, first[0], first[1], headers, body);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int read = in.read();
        while (read != '\n') {
            if (read < 0) {
                throw new IOException("The connection ended.");
            }
            if (read != '\r') {
                line.write(read);
            }
            read = in.read();
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
