package dev.perdure.tools.http;

import dev.perdure.egress.EgressRequest;
import dev.perdure.egress.HostLists;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The settings of one use of {@code http_tools}, read strictly.
 *
 * @param lists the hosts that the use allows besides those its tools name, and those it blocks
 */
record HttpSettings(List<HttpOperation> operations, HostLists lists) {

    /** More would crowd out the conversation. */
    static final int TOOLS_MAX = 64;

    static final int CHARACTERS = 20_000;

    /** Below what is kept of any result. */
    static final int CHARACTERS_MAX = 60_000;

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    /** What a request says by itself. */
    private static final Set<String> OURS =
            Set.of("accept-encoding", "content-type", "idempotency-key");

    /** What mostly holds a key: as plain text it would stand in every version of the agent. */
    private static final Set<String> CREDENTIALS =
            Set.of(
                    "authorization",
                    "proxy-authorization",
                    "cookie",
                    "x-api-key",
                    "api-key",
                    "x-auth-token");

    /** Whom a tool of this host may ask. */
    HostLists around(String host) {
        return lists.allowing(host);
    }

    static HttpSettings of(JsonObject config) throws UnusableSettings {
        known(
                config,
                "the settings",
                Set.of(
                        "tools",
                        "openapi",
                        "base_url",
                        "include",
                        "headers",
                        "allowed_hosts",
                        "blocked_hosts"));
        List<HttpOperation> operations = new ArrayList<>();
        for (JsonValue tool : elements(config, "tools")) {
            if (!(tool instanceof JsonObject described)) {
                throw new UnusableSettings("A tool is not an object.");
            }
            operations.add(described(described));
        }
        if (config.get("openapi").isPresent()) {
            JsonObject document =
                    config.object("openapi")
                            .orElseThrow(() ->
                                    new UnusableSettings(
                                            "openapi is not an object: give the document itself."));
            operations.addAll(
                    new OpenApi(
                                    document,
                                    config.string("base_url").orElse(""),
                                    texts(config, "include"),
                                    headers(config))
                            .operations());
        }
        return new HttpSettings(checked(operations), lists(config));
    }

    private static HostLists lists(JsonObject config) throws UnusableSettings {
        List<String> allowed = texts(config, "allowed_hosts");
        List<String> blocked = texts(config, "blocked_hosts");
        try {
            return new HostLists(allowed, blocked);
        } catch (IllegalArgumentException unusable) {
            throw new UnusableSettings(
                    "The hosts of the settings are not usable. " + unusable.getMessage());
        }
    }

    private static List<HttpOperation> checked(List<HttpOperation> operations)
            throws UnusableSettings {
        if (operations.isEmpty()) {
            throw new UnusableSettings("There is neither a tool nor an openapi document.");
        }
        if (operations.size() > TOOLS_MAX) {
            throw new UnusableSettings(
                    "There are "
                            + operations.size()
                            + " tools, and at most "
                            + TOOLS_MAX
                            + ": name those that are needed in include.");
        }
        Set<String> names = new HashSet<>();
        for (HttpOperation operation : operations) {
            ToolDefinition tool = operation.definition();
            if (!names.add(tool.name())) {
                throw new UnusableSettings("Two tools are called " + tool.name() + ".");
            }
            if (tool.parameters().toJson().length() > ToolDefinition.PARAMETERS_CHARACTERS_MAX) {
                throw new UnusableSettings(
                        "The parameters of "
                                + tool.name()
                                + " have more than "
                                + ToolDefinition.PARAMETERS_CHARACTERS_MAX
                                + " characters.");
            }
        }
        return List.copyOf(operations);
    }

    private static HttpOperation described(JsonObject tool) throws UnusableSettings {
        String name = tool.string("name").orElse("");
        if (!ToolDefinition.isName(name)) {
            throw new UnusableSettings(
                    "A tool needs a name of letters, digits, _ and -, at most 64 of them.");
        }
        known(
                tool,
                name,
                Set.of(
                        "name",
                        "description",
                        "method",
                        "url",
                        "parameters",
                        "headers",
                        "read_only",
                        "idempotent",
                        "response_max_characters"));
        String method = tool.string("method").orElse("GET").toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw new UnusableSettings("The method of " + name + " is none of " + METHODS + ".");
        }
        UrlTemplate url =
                UrlTemplate.of(
                        tool.string("url")
                                .orElseThrow(() -> new UnusableSettings(name + " has no url.")));
        JsonObject parameters = parameters(tool, name);
        Set<String> rest = new HashSet<>(properties(parameters));
        if (!rest.containsAll(url.places())) {
            throw new UnusableSettings("A place in the url of " + name + " is no parameter of it.");
        }
        rest.removeAll(url.places());
        boolean bodiless = method.equals("GET") || method.equals("HEAD");
        return new HttpOperation(
                new ToolDefinition(
                        name,
                        tool.string("description").orElse(""),
                        parameters,
                        hints(tool, method),
                        ToolOwner.ENGINE),
                method,
                url,
                bodiless ? rest : Set.of(),
                "",
                headers(tool),
                characters(tool, name));
    }

    static ToolHints hints(JsonObject tool, String method) {
        boolean readOnly =
                tool.bool("read_only").orElse(method.equals("GET") || method.equals("HEAD"));
        boolean idempotent = readOnly || tool.bool("idempotent").orElse(false);
        return new ToolHints(readOnly, !readOnly, idempotent, true, false);
    }

    private static int characters(JsonObject tool, String name) throws UnusableSettings {
        if (tool.get("response_max_characters").isEmpty()) {
            return CHARACTERS;
        }
        long most = tool.longValue("response_max_characters").orElse(0);
        if (most < 1 || most > CHARACTERS_MAX) {
            throw new UnusableSettings(
                    "response_max_characters of "
                            + name
                            + " is not a whole number from 1 to "
                            + CHARACTERS_MAX
                            + ".");
        }
        return (int) most;
    }

    private static JsonObject parameters(JsonObject tool, String name) throws UnusableSettings {
        if (tool.get("parameters").isEmpty()) {
            return JsonObject.builder()
                    .put("type", "object")
                    .put("properties", JsonObject.empty())
                    .put("additionalProperties", false)
                    .build();
        }
        return tool.object("parameters")
                .filter(schema -> schema.string("type").orElse("").equals("object"))
                .orElseThrow(() ->
                        new UnusableSettings(
                                "parameters of " + name + " is no JSON Schema of an object."));
    }

    static Set<String> properties(JsonObject schema) {
        Set<String> names = new HashSet<>();
        schema.object("properties")
                .ifPresent(properties ->
                        properties.members().forEach(member -> names.add(member.name())));
        return names;
    }

    private static Map<String, HeaderValue> headers(JsonObject holder) throws UnusableSettings {
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        JsonObject given = holder.object("headers").orElse(JsonObject.empty());
        for (JsonMember member : given.members()) {
            String name = member.name().toLowerCase(Locale.ROOT);
            headers.put(name, header(name, member.value()));
        }
        return headers;
    }

    private static HeaderValue header(String name, JsonValue value) throws UnusableSettings {
        if (!EgressRequest.maySend(name, "") || OURS.contains(name)) {
            throw new UnusableSettings("The header " + name + " cannot be given.");
        }
        if (value instanceof JsonObject secret) {
            known(secret, "the header " + name, Set.of("secret", "prefix"));
            String prefix = secret.string("prefix").orElse("");
            String known = secret.string("secret").orElse("");
            if (known.isEmpty() || !EgressRequest.maySend(name, prefix)) {
                throw new UnusableSettings("The header " + name + " names no secret.");
            }
            return new HeaderValue.Secret(known, prefix);
        }
        if (CREDENTIALS.contains(name)) {
            throw new UnusableSettings(
                    "The header "
                            + name
                            + " holds a credential: name it, as in {\"secret\": \"name\"}.");
        }
        if (value instanceof JsonString text && EgressRequest.maySend(name, text.value())) {
            return new HeaderValue.Text(text.value());
        }
        throw new UnusableSettings("The header " + name + " cannot be sent as it is.");
    }

    private static List<JsonValue> elements(JsonObject config, String name)
            throws UnusableSettings {
        if (config.get(name).isEmpty()) {
            return List.of();
        }
        return config.array(name)
                .map(JsonArray::elements)
                .orElseThrow(() -> new UnusableSettings(name + " is not a list."));
    }

    private static List<String> texts(JsonObject config, String name) throws UnusableSettings {
        List<String> texts = new ArrayList<>();
        for (JsonValue element : elements(config, name)) {
            if (!(element instanceof JsonString text) || text.value().isBlank()) {
                throw new UnusableSettings(name + " is not a list of texts.");
            }
            texts.add(text.value());
        }
        return texts;
    }

    private static void known(JsonObject object, String what, Set<String> names)
            throws UnusableSettings {
        for (JsonMember member : object.members()) {
            if (!names.contains(member.name())) {
                throw new UnusableSettings("There is no " + member.name() + " in " + what + ".");
            }
        }
    }
}
