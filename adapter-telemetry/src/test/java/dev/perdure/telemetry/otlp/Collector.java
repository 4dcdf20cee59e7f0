package dev.perdure.telemetry.otlp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.perdure.egress.Destination;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector that takes OTLP over HTTP and keeps the spans. */
final class Collector implements AutoCloseable {

    private final List<Received> spans = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final int status;

    private Collector(HttpServer server, int status) {
        this.server = server;
        this.status = status;
    }

    /** A collector that answers everything with this status. */
    static Collector answering(int status) {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Collector collector = new Collector(server, status);
            server.createContext("/v1/traces", collector::take);
            server.start();
            return collector;
        } catch (IOException noLoopback) {
            throw new UncheckedIOException(noLoopback);
        }
    }

    Destination address() {
        return Destination.of("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces");
    }

    List<Received> spans() {
        return spans;
    }

    /** The key that came with each request. */
    List<String> keys() {
        return keys;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("x-key")));
            for (Protobuf resource : Protobuf.read(body).all(1)) {
                Map<String, String> who = attributes(resource.all(1).getFirst(), 1);
                for (Protobuf scope : resource.all(2)) {
                    scope.all(2).forEach(span -> spans.add(received(who, span)));
                }
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private static Received received(Map<String, String> who, Protobuf span) {
        return new Received(
                who.getOrDefault("service.name", ""),
                span.hex(1),
                span.hex(2),
                span.hex(4),
                span.text(5),
                attributes(span, 9));
    }

    private static Map<String, String> attributes(Protobuf of, int field) {
        Map<String, String> all = new TreeMap<>();
        for (Protobuf attribute : of.all(field)) {
            Protobuf value = attribute.all(2).getFirst();
            String text = value.text(1);
            all.put(attribute.text(1), text.isEmpty() ? Long.toString(value.number(3)) : text);
        }
        return all;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** A span as it came. */
    record Received(
            String service,
            String trace,
            String id,
            String parent,
            String name,
            Map<String, String> attributes) {}
}
