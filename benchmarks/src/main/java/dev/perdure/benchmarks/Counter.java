package dev.perdure.benchmarks;

import dev.perdure.engine.tool.ToolContext;
import dev.perdure.tool.ToolCall;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What tools have done to the world: the key of every run that took effect, by call. Stands in the
 * driver, so it outlives the services; they count over a connection of their own.
 */
final class Counter implements AutoCloseable {

    private static final int BACKLOG = 500;

    private final ServerSocket listener;
    private final Map<String, List<String>> keys = new ConcurrentHashMap<>();

    private Counter(ServerSocket listener) {
        this.listener = listener;
    }

    static Counter open() throws IOException {
        Counter counter =
                new Counter(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(counter::accept);
        return counter;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Counts a run at the counter that listens there; it has counted when this returns. */
    static void count(int port, ToolCall call, ToolContext context) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String line = place(call, context) + " " + context.key().value() + "\n";
            socket.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
            if (socket.getInputStream().read() < 0) {
                throw new IOException("the counter did not answer");
            }
        }
    }

    void count(ToolCall call, ToolContext context) {
        count(place(call, context), context.key().value());
    }

    private void count(String place, String key) {
        keys.computeIfAbsent(place, first -> new CopyOnWriteArrayList<>()).add(key);
    }

    private static String place(ToolCall call, ToolContext context) {
        return call.name()
                + "/"
                + context.session().id().value()
                + "/"
                + context.turn().value()
                + "/"
                + call.id().value();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.UTF_8))) {
            String line = in.readLine();
            if (line != null) {
                int end = line.lastIndexOf(' ');
                count(line.substring(0, end), line.substring(end + 1));
                socket.getOutputStream().write('.');
            }
        } catch (IOException gone) {
            // Who counts may be killed at any time; a whole line has counted.
            return;
        }
    }

    /** Calls of this tool that took effect. */
    long calls(String tool) {
        return of(tool).size();
    }

    /** Runs of this tool beyond the first of their call. */
    long repetitions(String tool) {
        return of(tool).stream().mapToLong(runs -> runs.size() - 1L).sum();
    }

    /** Effects beyond the first of their call, where whoever acts remembers keys. */
    long effectsTwiceUnderKeys(String tool) {
        return of(tool).stream().mapToLong(runs -> runs.stream().distinct().count() - 1).sum();
    }

    private List<List<String>> of(String tool) {
        return keys.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(tool + "/"))
                .map(Map.Entry::getValue)
                .toList();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
