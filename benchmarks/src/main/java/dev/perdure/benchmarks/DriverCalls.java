package dev.perdure.benchmarks;

import dev.perdure.benchmarks.ModelStreams.Listener;
import dev.perdure.egress.Destination;
import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressConfig;
import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.engine.model.ModelTimeouts;
import dev.perdure.event.StreamVersion;
import dev.perdure.json.JsonObject;
import dev.perdure.llm.drivers.ProviderType;
import dev.perdure.llm.provider.Account;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.message.Controls;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.message.Role;
import dev.perdure.model.ModelRef;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The driver of Chat Completions as the engine uses it, a thread for each call. */
final class DriverCalls implements StreamingClient {

    private static final ModelRequest REQUEST =
            new ModelRequest(
                    new ModelRef("talking/m"),
                    "",
                    List.of(
                            new TranscriptItem.Said(
                                    new StreamVersion(1),
                                    new Message(
                                            new MessageId(new UUID(0, 1)),
                                            Role.USER,
                                            List.of(new InputPart.Text("Talk.")),
                                            Controls.NONE,
                                            JsonObject.empty(),
                                            JsonObject.empty(),
                                            JsonObject.empty(),
                                            Instant.EPOCH))),
                    List.of(),
                    JsonObject.empty(),
                    new ModelTimeouts(Duration.ofMinutes(1), Duration.ofMinutes(1)));

    private final EgressClient egress = EgressClient.create(EgressConfig.DEFAULT);
    private final ModelClient models;

    DriverCalls(int port) {
        this.models =
                ProviderType.OPENAI_COMPATIBLE.models(
                        Account.of(
                                "talking",
                                Destination.of("http://127.0.0.1:" + port + "/v1"),
                                null,
                                List.of("m")),
                        egress);
    }

    @Override
    public Stream open(Listener listener) throws InterruptedException {
        ModelStream stream = models.open(REQUEST);
        Thread reader = Thread.ofVirtual().start(() -> read(stream, listener));
        return () -> {
            stream.close();
            reader.join();
        };
    }

    @Override
    public void close() {
        egress.close();
    }

    private static void read(ModelStream stream, Listener listener) {
        try {
            while (true) {
                switch (stream.next()) {
                    case ModelChunk.TextDelta ignored -> listener.word();
                    case ModelChunk.Failed failed -> {
                        listener.failed(new IOException(failed.failure().detail()));
                        return;
                    }
                    case ModelChunk other -> {}
                }
            }
        } catch (InterruptedException cancelled) {
            return; // The only way it ends: the other side talks for ever.
        }
    }
}
