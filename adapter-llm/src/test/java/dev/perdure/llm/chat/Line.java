package dev.perdure.llm.chat;

import dev.perdure.contract.Background;
import dev.perdure.contract.http.Reply;
import dev.perdure.contract.http.ScriptedServer;
import dev.perdure.contract.model.ChunkGrammar;
import dev.perdure.egress.Destination;
import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressConfig;
import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The driver and a server that does as told, with a real connection between them. */
final class Line implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final String KEY = "sk-test-abcdefghijklmnop";
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final ScriptedServer server;
    private final EgressClient egress = EgressClient.create(EgressConfig.DEFAULT);
    private final ChatModels models;

    private Line(ScriptedServer server) {
        this(server, server.address());
    }

    private Line(ScriptedServer server, String address) {
        this.server = server;
        this.models =
                ChatModels.of(
                        new ChatProvider(
                                "local",
                                Destination.of(address + "/v1/"),
                                new ApiKey(KEY),
                                List.of("m"),
                                ChatVariant.COMPATIBLE),
                        egress,
                        () -> NOW);
    }

    static Line to(Reply reply) {
        return new Line(ScriptedServer.start(reply));
    }

    /** To a port that nobody listens on. */
    static Line toNobody() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Line(
                    ScriptedServer.start(Reply.events("")),
                    "http://127.0.0.1:" + free.getLocalPort());
        } catch (IOException noLoopback) {
            throw new UncheckedIOException(noLoopback);
        }
    }

    static Line toEvents(String... stream) {
        return to(Reply.events(String.join("", stream)));
    }

    ScriptedServer server() {
        return server;
    }

    ModelStream open(ModelRequest request) {
        return models.open(request);
    }

    /** The whole answer, held to the grammar. */
    Outcome hear() {
        return hear(Asking.about("Hello").request());
    }

    Outcome hear(ModelRequest request) {
        try (Background<List<ModelChunk>> reader =
                Background.start(() -> {
                    try (ModelStream stream = models.open(request)) {
                        return ChunkGrammar.readToEnd(stream);
                    }
                })) {
            return new Outcome(reader.await(PATIENCE));
        }
    }

    @Override
    public void close() {
        egress.close();
        server.close();
    }
}
