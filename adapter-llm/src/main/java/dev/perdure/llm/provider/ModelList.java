package dev.perdure.llm.provider;

import dev.perdure.egress.EgressAnswer;
import dev.perdure.egress.EgressCall;
import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressRequest;
import dev.perdure.engine.model.ModelListing;
import dev.perdure.json.Json;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The question which models an account has. */
public final class ModelList {

    private static final int BYTES_MAX = 8 * 1024 * 1024;
    private static final int MODELS_MAX = 2_000;
    private static final String BY_PATH = "models/";

    /** What servers call the length of a context; the first that is there counts. */
    private static final List<String> WINDOWS =
            List.of(
                    "context_length",
                    "context_window",
                    "max_model_len",
                    "max_context_length",
                    "max_input_tokens",
                    "inputTokenLimit");

    private final Account account;
    private final EgressClient egress;
    private final Duration patience;
    private final Failures failures;

    /** The question, asked with so much patience. */
    public ModelList(Account account, EgressClient egress, Duration patience) {
        this.account = account;
        this.egress = egress;
        this.patience = patience;
        this.failures = new Failures(account, InstantSource.system(), Quirk.NONE);
    }

    /** Asks once; blocks until the answer is there or the patience at its end. */
    public ModelListing ask(ListQuestion question) throws InterruptedException {
        EgressRequest request =
                new EgressRequest(
                        "GET", account.at(question.path()), headers(question), "", patience);
        try (EgressCall call = egress.open(request)) {
            return switch (call.answer(patience)) {
                case EgressAnswer.Failed failed ->
                        new ModelListing.Failed(failures.of(failed.failure()).failure());
                case EgressAnswer.Begun answer -> {
                    byte[] body = call.readAtMost(BYTES_MAX, patience);
                    yield answer.status() == 200
                            ? read(body)
                            : new ModelListing.Failed(
                                    failures.ofAnswer(answer.status(), answer.headers(), body)
                                            .failure());
                }
            };
        }
    }

    private Map<String, String> headers(ListQuestion question) {
        Map<String, String> headers = new LinkedHashMap<>();
        account.headers().forEach((name, value) -> headers.put(lower(name), value));
        question.headers().forEach((name, value) -> headers.put(lower(name), value));
        headers.put("accept", "application/json");
        headers.putIfAbsent("user-agent", "perdure");
        return headers;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private ModelListing read(byte[] body) {
        JsonValue answer = Json.parse(body).getOrElse(JsonObject.empty());
        JsonArray models =
                switch (answer) {
                    case JsonArray array -> array;
                    case JsonObject object ->
                            object.array("data").or(() -> object.array("models")).orElse(null);
                    default -> null;
                };
        if (models == null) {
            return new ModelListing.Failed(failures.garbled(phrase(body)).failure());
        }
        List<ModelListing.Found> found = new ArrayList<>();
        for (JsonValue element : models.elements()) {
            if (element instanceof JsonObject model && found.size() < MODELS_MAX) {
                model.string("id")
                        .or(() -> model.string("name"))
                        .map(ModelList::plain)
                        .filter(id -> !id.isBlank())
                        .ifPresent(id -> found.add(found(id, model)));
            }
        }
        return new ModelListing.Listed(found);
    }

    private static String phrase(byte[] body) {
        boolean page = new String(body, StandardCharsets.UTF_8).stripLeading().startsWith("<");
        return (page ? "answered with a web page" : "answered with something else than its models")
                + ": check the base URL, which usually ends in /v1";
    }

    /** Some servers name a model by its path. */
    private static String plain(String id) {
        return id.startsWith(BY_PATH) ? id.substring(BY_PATH.length()) : id;
    }

    private static ModelListing.Found found(String id, JsonObject model) {
        String displayName =
                model.string("display_name")
                        .or(() -> model.string("displayName"))
                        .or(() -> model.string("name"))
                        .map(ModelList::plain)
                        .filter(name -> !name.isBlank())
                        .orElse(id);
        return new ModelListing.Found(id, displayName, window(model));
    }

    private static @Nullable Integer window(JsonObject model) {
        JsonObject meta = model.object("meta").orElse(JsonObject.empty());
        return Stream.concat(
                        WINDOWS.stream().map(model::longValue), Stream.of(meta.longValue("n_ctx")))
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong)
                .filter(tokens -> tokens > 0 && tokens <= Integer.MAX_VALUE)
                .map(Long::intValue)
                .findFirst()
                .orElse(null);
    }
}
