package dev.perdure.tools.http;

import dev.perdure.egress.Destination;
import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressFailure;
import dev.perdure.egress.EgressRequest;
import dev.perdure.egress.Fetch;
import dev.perdure.egress.FetchBounds;
import dev.perdure.egress.Fetched;
import dev.perdure.engine.secret.SecretTraces;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.json.JsonNull;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonValue;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.ToolStatus;
import dev.perdure.tools.arguments.Arguments;
import dev.perdure.tools.arguments.InvalidArguments;
import dev.perdure.tools.web.Fence;
import dev.perdure.tools.web.Page;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One call of a described tool. */
record HttpCall(
        EgressClient client, HttpOperation operation, ToolSecrets secrets, InstantSource clock) {

    private static final int BYTES_MAX = 2 * 1024 * 1024;
    private static final int REFUSAL_CHARACTERS_MAX = 2_000;
    private static final Duration TOTAL = Duration.ofMinutes(2);
    private static final FetchBounds BOUNDS = new FetchBounds(BYTES_MAX, TOTAL, TOTAL);

    ToolResult run(ToolCall call, ToolContext context)
            throws InvalidArguments, InterruptedException {
        Map<String, JsonValue> arguments = new LinkedHashMap<>();
        Arguments.of(call, operation.definition())
                .values()
                .members()
                .forEach(member -> {
                    if (!(member.value() instanceof JsonNull)) {
                        arguments.put(member.name(), member.value());
                    }
                });
        Map<String, JsonValue> query = new LinkedHashMap<>(arguments);
        query.keySet().retainAll(operation.query());
        Destination destination = operation.url().filled(arguments, query);
        Map<String, String> shown = new HashMap<>();
        EgressRequest request =
                new EgressRequest(
                        operation.method(),
                        destination,
                        headers(destination, context, shown),
                        body(arguments),
                        left(context));
        ToolResult result =
                switch (new Fetch(client, BOUNDS).ask(request)) {
                    case Fetched.Failed failed -> lost(failed.failure());
                    case Fetched.Document document -> told(document);
                };
        return hiding(result, shown);
    }

    private Duration left(ToolContext context) {
        Duration left = Duration.between(clock.instant(), context.deadline());
        return left.compareTo(TOTAL) < 0 ? left : TOTAL;
    }

    /**
     * Puts the secrets in.
     *
     * @param shown gets them by name, so that none is told
     */
    private Map<String, String> headers(
            Destination destination, ToolContext context, Map<String, String> shown)
            throws InvalidArguments {
        Map<String, String> headers = new HashMap<>();
        headers.put("accept", "application/json, text/*;q=0.8, */*;q=0.5");
        headers.put("user-agent", "perdure");
        for (Map.Entry<String, HeaderValue> header : operation.headers().entrySet()) {
            headers.put(
                    header.getKey(),
                    switch (header.getValue()) {
                        case HeaderValue.Text text -> text.text();
                        case HeaderValue.Secret secret -> {
                            String value = value(secret.name(), destination, context);
                            shown.put(secret.name(), value);
                            yield secret.prefix() + value;
                        }
                    });
        }
        if (!operation.changesNothing()) {
            headers.put("idempotency-key", context.key().value());
            if (hasBody()) {
                headers.put("content-type", "application/json");
            }
        }
        return headers;
    }

    private String value(String name, Destination destination, ToolContext context)
            throws InvalidArguments {
        Optional<String> value =
                secrets.value(context.session(), name, destination)
                        .filter(secret -> EgressRequest.maySend("x", secret));
        return value.orElseThrow(() ->
                InvalidArguments.because(
                        "There is no secret "
                                + name
                                + " for "
                                + destination.host()
                                + ": somebody has to set it."));
    }

    private boolean hasBody() {
        return !operation.changesNothing();
    }

    private String body(Map<String, JsonValue> arguments) {
        if (!hasBody()) {
            return "";
        }
        if (!operation.wholeBody().isEmpty()) {
            JsonValue whole = arguments.get(operation.wholeBody());
            return whole == null ? "" : whole.toJson();
        }
        JsonObjectBuilder body = JsonObject.builder();
        boolean empty = true;
        for (Map.Entry<String, JsonValue> argument : arguments.entrySet()) {
            if (!operation.url().places().contains(argument.getKey())
                    && !operation.query().contains(argument.getKey())) {
                body.put(argument.getKey(), argument.getValue());
                empty = false;
            }
        }
        return empty ? "" : body.build().toJson();
    }

    /** What may have arrived, and may not be repeated, has an unknown outcome. */
    private ToolResult lost(EgressFailure failure) {
        boolean sent =
                switch (failure.kind()) {
                    case FORBIDDEN, UNKNOWN_HOST, UNREACHABLE, CONNECT_TIMEOUT, UNTRUSTED -> false;
                    case LOST,
                            NOT_HTTP,
                            ANSWER_TIMEOUT,
                            IDLE_TIMEOUT,
                            TOTAL_TIMEOUT,
                            CUT,
                            REDIRECTED,
                            UNREADABLE ->
                            true;
                };
        return sent && !operation.definition().hints().repeatable()
                ? new ToolResult(
                        ToolStatus.UNKNOWN,
                        "",
                        failure.sentence() + " Whether the request took effect is unknown.")
                : ToolResult.error(failure.sentence());
    }

    private ToolResult told(Fetched.Document document) {
        String host = document.from().host();
        boolean fine = document.status() >= 200 && document.status() < 300;
        int most = fine ? operation.charactersMax() : REFUSAL_CHARACTERS_MAX;
        String status = host + " answered with status " + document.status() + ".";
        Optional<Page> page = Page.of(document, Page.MARKDOWN);
        if (page.isEmpty() || page.get().text().isEmpty()) {
            String words = status + (page.isEmpty() ? " What it sent is no text." : "");
            return fine ? ToolResult.success(words) : ToolResult.error(words);
        }
        String text = page.get().text();
        String words =
                status
                        + (text.length() > most || !document.whole()
                                ? " The end of what it sent is missing."
                                : "")
                        + "\n"
                        + Fence.create().around(Page.cut(text, most), host);
        return fine ? ToolResult.success(words) : ToolResult.error(words);
    }

    /** A server may say what it was sent, whole, in part or encoded. */
    private static ToolResult hiding(ToolResult result, Map<String, String> secrets) {
        String output = result.output();
        String error = result.error();
        for (Map.Entry<String, String> secret : secrets.entrySet()) {
            if (!secret.getValue().isEmpty()) {
                String shown = "[" + secret.getKey() + "]";
                output = output.replace(secret.getValue(), shown);
                error = error.replace(secret.getValue(), shown);
            }
        }
        SecretTraces traces = new SecretTraces(List.copyOf(secrets.values()));
        return new ToolResult(result.status(), traces.leftOutOf(output), traces.leftOutOf(error));
    }
}
