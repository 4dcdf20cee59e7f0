package dev.perdure.llm.chat;

import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressRequest;
import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.json.JsonObject;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.ModelRef;
import dev.perdure.model.NextMove;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The models of one server that speaks Chat Completions, named {@code provider/model}. Whatever
 * follows the name of the provider is served: which models exist, the server says.
 */
public final class ChatModels implements ModelClient {

    private static final Duration TOTAL = Duration.ofHours(1);

    private final ChatProvider provider;
    private final EgressClient egress;
    private final InstantSource clock;
    private final Quirks quirks = new Quirks();

    private ChatModels(ChatProvider provider, EgressClient egress, InstantSource clock) {
        this.provider = provider;
        this.egress = egress;
        this.clock = clock;
    }

    /** The models of a provider, asked through a client that somebody else closes. */
    public static ChatModels of(ChatProvider provider, EgressClient egress) {
        return new ChatModels(provider, egress, InstantSource.system());
    }

    static ChatModels of(ChatProvider provider, EgressClient egress, InstantSource clock) {
        return new ChatModels(provider, egress, clock);
    }

    @Override
    public boolean serves(ModelRef model) {
        return model.name().startsWith(prefix()) && model.name().length() > prefix().length();
    }

    @Override
    public List<ModelRef> models() {
        return provider.models().stream().map(model -> new ModelRef(prefix() + model)).toList();
    }

    /** Sends the request and returns at once. */
    @Override
    public ModelStream open(ModelRequest request) {
        if (!serves(request.model())) {
            return refused(
                    FailureKind.NOT_FOUND,
                    provider.name() + " has no model " + request.model().name() + ".");
        }
        String model = request.model().name().substring(prefix().length());
        boolean asksForUsage = quirks.mayAskForUsage();
        JsonObject body;
        try {
            body = new RequestBody(provider, request).of(model, asksForUsage);
        } catch (UnusableSettings unusable) {
            return refused(FailureKind.INVALID_REQUEST, unusable.sentence());
        }
        Failures failures =
                new Failures(provider.name(), provider.key(), clock, asksForUsage ? quirks : null);
        return new ChatStream(
                egress.open(
                        new EgressRequest(
                                "POST", provider.completions(), headers(), body.toJson(), TOTAL)),
                new ChunkDecoder(model, failures),
                failures,
                request.timeouts());
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("accept", "text/event-stream");
        headers.put("content-type", "application/json");
        headers.put("user-agent", "perdure");
        if (provider.key() != null) {
            headers.put("authorization", "Bearer " + provider.key().secret());
        }
        return headers;
    }

    private String prefix() {
        return provider.name() + "/";
    }

    private static ModelStream refused(FailureKind kind, String sentence) {
        return new RefusedStream(
                new ModelChunk.Failed(new ModelFailure(kind, new NextMove.GiveUp(), sentence)));
    }
}
