package dev.perdure.service.proof.secrets;

import dev.perdure.contract.http.Exchange;
import dev.perdure.contract.http.ReceivedRequest;
import dev.perdure.contract.http.Reply;
import dev.perdure.contract.http.ScriptedServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server with models that repeats the secrets it was sent wherever it can: in its errors, pages,
 * headers and streams. The name of a model says what it does; what ends in {@code -once} does so at
 * the first call of each account and answers afterwards.
 */
public final class EchoingModels implements AutoCloseable {

    /** What its models do that turns get over, or fail of. */
    public static final List<String> MODELS =
            List.of(
                    "fine",
                    "tool",
                    "refuses-401",
                    "refuses-400",
                    "busy-429-once",
                    "broken-500-once",
                    "page-once",
                    "stream-error-once",
                    "cut-once",
                    "redirect");

    private static final Pattern MODEL = Pattern.compile("\"model\"\\s*:\\s*\"([^\"]+)\"");

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final ScriptedServer server = ScriptedServer.start(this::answer);

    public String address() {
        return server.address() + "/v1";
    }

    /** How many requests carried this secret: none would prove nothing. */
    public long carried(Marker marker) {
        return server.requests().stream()
                .filter(request -> request.headers().toString().contains(marker.secret()))
                .count();
    }

    private Reply answer(ReceivedRequest request) {
        String echo = echo(request);
        if (request.method().equals("GET")) {
            return isFirst(request, "list")
                    ? Reply.of(500, "application/json", error(echo))
                    : Reply.of(200, "application/json", "{\"data\":[{\"id\":\"fine\"}]}");
        }
        Matcher named = MODEL.matcher(request.body());
        String model = named.find() ? named.group(1) : "fine";
        if (model.endsWith("-once") && !isFirst(request, model)) {
            return Reply.events(said("Here you are."));
        }
        return switch (model) {
            case "tool" ->
                    Reply.events(
                            request.body().contains("\"tool_call_id\"")
                                    ? said("It is five.")
                                    : called());
            case "refuses-401" -> Reply.of(401, "application/json", error(echo));
            case "refuses-400" ->
                    exchange -> exchange.answer(400, "x-you-sent: " + echo, error(echo));
            case "busy-429-once" ->
                    exchange ->
                            exchange.answer(429, "x-you-sent: " + echo, error("Too many. " + echo));
            case "broken-500-once" -> Reply.of(500, "application/json", error(echo));
            case "page-once" -> Reply.of(200, "text/html", "<html>" + echo + "</html>");
            case "stream-error-once" ->
                    Reply.events(begun() + "data: " + error("Overloaded. " + echo) + "\n\n");
            case "cut-once" -> exchange -> cut(exchange, echo);
            case "redirect" ->
                    exchange -> exchange.answer(307, "location: http://127.0.0.1/" + echo, echo);
            default -> Reply.events(said("Here you are."));
        };
    }

    private static void cut(Exchange exchange, String echo) throws IOException {
        exchange.beginEvents();
        exchange.chunk(begun());
        exchange.chunk(": " + echo + "\n\n");
        exchange.cut();
    }

    private boolean isFirst(ReceivedRequest request, String what) {
        return seen.add(what + " " + secrets(request));
    }

    /** Each secret as it is, in part and encoded; the key stands first and in a short sentence. */
    private static String echo(ReceivedRequest request) {
        StringBuilder echo = new StringBuilder("You sent");
        for (String secret : secrets(request)) {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            echo.append(' ').append(secret);
            if (secret.length() > 12) {
                echo.append(" from ").append(secret, 0, 12);
                echo.append(" to ").append(secret.substring(secret.length() - 12));
            }
            echo.append(" as ").append(Base64.getEncoder().encodeToString(bytes));
            echo.append(" or ").append(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        }
        return echo.toString();
    }

    private static List<String> secrets(ReceivedRequest request) {
        List<String> secrets = new ArrayList<>();
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            if (Set.of("authorization", "x-api-key", "x-goog-api-key", "x-secret")
                    .contains(header.getKey())) {
                secrets.add(header.getValue().replace("Bearer ", ""));
            }
        }
        return secrets;
    }

    private static String error(String words) {
        return "{\"error\":{\"message\":\"" + words + "\",\"code\":\"" + words + "\"}}";
    }

    private static String begun() {
        return "data: {\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"delta\":{\"content\":\"Here \"}}]}\n\n";
    }

    private static String said(String text) {
        return "data: {\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"delta\":{\"content\":\""
                + text
                + "\"}}]}\n\n"
                + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
    }

    private static String called() {
        return "data: {\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\","
                + "\"function\":{\"name\":\"add\",\"arguments\":\"{\\\"a\\\":2,\\\"b\\\":3}\"}}]}}]}\n\n"
                + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\ndata: [DONE]\n\n";
    }

    @Override
    public void close() {
        server.close();
    }
}
