package dev.perdure.llm.rig;

import dev.perdure.contract.Background;
import dev.perdure.contract.http.Reply;
import dev.perdure.contract.http.ScriptedServer;
import dev.perdure.contract.model.ChunkGrammar;
import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressConfig;
import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A driver and a server that does as told, with a real connection between them. */
public final class Line implements AutoCloseable {

    public static final Duration PATIENCE = Duration.ofSeconds(60);
    public static final String KEY = "sk-test-abcdefghijklmnop";
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final ScriptedServer server;
    private final EgressClient egress = EgressClient.create(EgressConfig.DEFAULT);
    private final ModelClient models;
    private final Socket held;

    private Line(Speech speech, ScriptedServer server, String address, Socket held) {
        this.server = server;
        this.held = held;
        this.models = speech.client(address, egress, () -> NOW);
    }

    public static Line to(Speech speech, Reply reply) {
        ScriptedServer server = ScriptedServer.start(reply);
        return new Line(speech, server, server.address(), new Socket());
    }

    /** To a port that nobody listens on; it is held, so that nobody else takes it. */
    public static Line toNobody(Speech speech) {
        try {
            Socket held = new Socket();
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return new Line(
                    speech,
                    ScriptedServer.start(Reply.events("")),
                    "http://127.0.0.1:" + held.getLocalPort(),
                    held);
        } catch (IOException noLoopback) {
            throw new UncheckedIOException(noLoopback);
        }
    }

    public ScriptedServer server() {
        return server;
    }

    public ModelClient models() {
        return models;
    }

    public ModelStream open(ModelRequest request) throws InterruptedException {
        return models.open(request);
    }

    /** The whole answer, held to the grammar. */
    public Outcome hear() {
        return hear(Asking.about("Hello").request());
    }

    public Outcome hear(ModelRequest request) {
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
        try {
            held.close();
        } catch (IOException unclosed) {
            throw new UncheckedIOException(unclosed);
        }
    }
}
