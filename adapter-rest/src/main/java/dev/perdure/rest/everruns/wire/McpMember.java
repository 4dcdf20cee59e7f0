package dev.perdure.rest.everruns.wire;

import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.engine.toolserver.ToolServerDraft;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonString;
import dev.perdure.rest.http.EngineParts;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.toolserver.ToolServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The MCP servers that an agent or a session names by itself. One the organisation does not keep
 * yet is kept, and asked for its tools; whoever names it uses it. Headers go to the server's own
 * record and into no document.
 */
public final class McpMember {

    static final String MEMBER = "mcpServers";

    /** Of servers that one body may bring along. */
    static final int NEW_MAX = 10;

    /** For asking all of them for their tools; who is left then is asked by a sync. */
    private static final Duration ASKING_TIME_MAX = Duration.ofSeconds(30);

    private static final String URL = "url";
    private static final String HEADERS = "headers";

    private McpMember() {}

    /**
     * Keeps what a body names and nobody keeps yet. A server that does not answer in time is kept
     * as well: it has no tools until it is asked again. Headers of one that is kept are not taken,
     * since they would count for whoever else uses it.
     */
    public static void keep(Fields body, OrganisationId organisation, EngineParts engine)
            throws InterruptedException {
        List<ToolServer> added = new ArrayList<>();
        for (JsonMember named : named(body)) {
            Fields entry = entry(body, named);
            Optional<String> url = entry.string(URL);
            if (url.isEmpty()) {
                continue;
            }
            Optional<ToolServer> known = engine.toolServers().named(organisation, named.name());
            if (known.isEmpty()) {
                if (added.size() >= NEW_MAX) {
                    throw RequestProblems.invalid(
                            body.path(MEMBER),
                            "brings along more than "
                                    + NEW_MAX
                                    + " servers that nobody keeps yet.");
                }
                added.add(
                        RequestProblems.accepted(
                                engine.useCases()
                                        .toolServers()
                                        .add()
                                        .add(organisation, draft(named.name(), url.get(), entry))));
            } else if (!known.get().settings().address().equals(url.get().strip())) {
                throw RequestProblems.invalid(
                        entry.path(URL),
                        "is not that of the MCP server "
                                + named.name()
                                + " which is kept already.");
            } else if (!entry.object(HEADERS).orElse(JsonObject.empty()).members().isEmpty()) {
                throw RequestProblems.invalid(
                        entry.path(HEADERS),
                        "cannot be given to the MCP server "
                                + named.name()
                                + ", which is kept already: they are changed at"
                                + " /v1/mcp-servers.");
            }
        }
        ask(added, engine);
    }

    private static void ask(List<ToolServer> added, EngineParts engine)
            throws InterruptedException {
        long start = System.nanoTime();
        for (ToolServer server : added) {
            Duration left = ASKING_TIME_MAX.minusNanos(System.nanoTime() - start);
            if (left.isPositive()) {
                engine.useCases()
                        .toolServers()
                        .sync()
                        .sync(server.organisation(), server.id(), left);
            }
        }
    }

    /** The member as it is echoed: which servers, and where they are. */
    static JsonObject echo(Fields body) {
        JsonObjectBuilder echo = JsonObject.builder();
        for (JsonMember named : named(body)) {
            Fields entry = entry(body, named);
            JsonObjectBuilder shown = JsonObject.builder();
            entry.string(URL).ifPresent(url -> shown.put(URL, url));
            echo.put(named.name(), shown.build());
        }
        return echo.build();
    }

    /** These uses of capabilities without those that {@code before} named, with those of now. */
    public static List<CapabilityRef> uses(
            List<CapabilityRef> uses, JsonObject before, JsonObject now) {
        List<CapabilityRef> all = new ArrayList<>(uses);
        all.removeAll(named(before));
        for (CapabilityRef use : named(now)) {
            if (all.stream().noneMatch(other -> other.id().equals(use.id()))) {
                all.add(use);
            }
        }
        return all;
    }

    private static List<CapabilityRef> named(JsonObject kept) {
        return kept.object(MEMBER).orElse(JsonObject.empty()).members().stream()
                .map(server ->
                        new CapabilityRef(
                                new CapabilityId("mcp:" + server.name()), JsonObject.empty()))
                .toList();
    }

    private static List<JsonMember> named(Fields body) {
        return body.object(MEMBER).orElse(JsonObject.empty()).members();
    }

    /** A server that is started as a program of this machine is never taken from a request. */
    private static Fields entry(Fields body, JsonMember named) {
        String place = MEMBER + "." + named.name();
        if (!(named.value() instanceof JsonObject object)) {
            throw body.wrong(place, "an object");
        }
        Fields entry = Fields.of(object, body.path(place));
        if (entry.has("command")
                || entry.has("args")
                || entry.string("type").filter("stdio"::equals).isPresent()) {
            throw RequestProblems.invalid(
                    body.path(place),
                    "names a program to start, which no request can: only servers with a url are"
                            + " used.");
        }
        return entry;
    }

    private static ToolServerDraft draft(String name, String url, Fields entry) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (JsonMember header : entry.object(HEADERS).orElse(JsonObject.empty()).members()) {
            if (!(header.value() instanceof JsonString text)) {
                throw entry.wrong("headers." + header.name(), "a string");
            }
            headers.put(header.name(), text.value());
        }
        return new ToolServerDraft(name, url, headers, List.of(), false, true);
    }
}
