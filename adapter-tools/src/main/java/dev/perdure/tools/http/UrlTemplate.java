package dev.perdure.tools.http;

import dev.perdure.egress.Destination;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonBoolean;
import dev.perdure.json.JsonNull;
import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.tools.arguments.InvalidArguments;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address with places for arguments: in its path, and as whole values of its query. Scheme and
 * host are fixed. What fills a place is escaped, so it stays within its segment of the path or its
 * value of the query.
 *
 * @param path begins with a slash; places are names in braces
 * @param query names, each with a text or a place in braces
 */
record UrlTemplate(String origin, String path, Map<String, String> query) {

    private static final Pattern WHOLE =
            Pattern.compile("(?i)(https?://[^/?#{}]+)(/[^?#]*)?(?:\\?([^#]*))?");
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z0-9_.-]{1,64})}");

    UrlTemplate {
        query = new LinkedHashMap<>(query);
    }

    /** The template that a text spells. */
    static UrlTemplate of(String text) throws UnusableSettings {
        Matcher parts = WHOLE.matcher(text.strip());
        if (!parts.matches()) {
            throw new UnusableSettings(
                    "The url " + text + " has no fixed scheme and host, or has a fragment.");
        }
        String path = parts.group(2) == null ? "/" : parts.group(2);
        UrlTemplate template = new UrlTemplate(parts.group(1), path, query(parts.group(3)));
        try {
            Destination checked =
                    Destination.of(template.origin + PLACE.matcher(path).replaceAll("x"));
            return new UrlTemplate(
                    checked.uri().getScheme() + "://" + checked.host(), path, template.query);
        } catch (IllegalArgumentException unusable) {
            throw new UnusableSettings(
                    "The url " + text + " is no address. " + unusable.getMessage());
        }
    }

    /** The names of its places. */
    Set<String> places() {
        Set<String> places = new HashSet<>(placesOf(path));
        query.values().forEach(value -> places.addAll(placesOf(value)));
        return places;
    }

    /** The host that is asked, whatever the arguments are. */
    String host() {
        return anywhere().uri().getHost();
    }

    /** Some address of it. */
    Destination anywhere() {
        return Destination.of(origin + "/");
    }

    /**
     * The address with its places filled, and further values of its query.
     *
     * @param more names that are not in the template
     */
    Destination filled(Map<String, JsonValue> arguments, Map<String, JsonValue> more)
            throws InvalidArguments {
        List<String> pairs = new ArrayList<>();
        for (Map.Entry<String, String> pair : query.entrySet()) {
            Matcher place = PLACE.matcher(pair.getValue());
            if (place.matches()) {
                JsonValue value = arguments.get(place.group(1));
                if (value != null) {
                    add(pairs, pair.getKey(), place.group(1), value);
                }
            } else {
                pairs.add(escaped(pair.getKey()) + "=" + escaped(pair.getValue()));
            }
        }
        for (Map.Entry<String, JsonValue> pair : more.entrySet()) {
            add(pairs, pair.getKey(), pair.getKey(), pair.getValue());
        }
        String whole = origin + filledPath(arguments);
        try {
            return Destination.of(pairs.isEmpty() ? whole : whole + "?" + String.join("&", pairs));
        } catch (IllegalArgumentException unusable) {
            throw InvalidArguments.because(
                    "The arguments make no address. " + unusable.getMessage());
        }
    }

    private String filledPath(Map<String, JsonValue> arguments) throws InvalidArguments {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            Matcher place = PLACE.matcher(segment);
            StringBuilder filled = new StringBuilder();
            while (place.find()) {
                String name = place.group(1);
                String value = text(name, arguments.get(name));
                place.appendReplacement(
                        filled, Matcher.quoteReplacement(escaped(within(name, value))));
            }
            String whole = place.appendTail(filled).toString();
            if (!whole.equals(segment) && (whole.equals(".") || whole.equals(".."))) {
                throw InvalidArguments.because("An argument would lead to another path.");
            }
            segments.add(whole);
        }
        return String.join("/", segments);
    }

    /** Servers decode what is escaped, and some of them before they look for slashes and dots. */
    private static String within(String name, String value) throws InvalidArguments {
        boolean leaves =
                value.isEmpty()
                        || value.chars()
                                .anyMatch(c -> c == '/' || c == '\\' || c < ' ' || c == 0x7f)
                        || value.equals(".")
                        || value.equals("..");
        if (leaves) {
            throw InvalidArguments.because(
                    "The argument " + name + " is empty, or would lead to another path.");
        }
        return value;
    }

    private static void add(List<String> pairs, String key, String name, JsonValue value)
            throws InvalidArguments {
        List<JsonValue> values = value instanceof JsonArray many ? many.elements() : List.of(value);
        for (JsonValue each : values) {
            pairs.add(escaped(key) + "=" + escaped(text(name, each)));
        }
    }

    private static String text(String name, @Nullable JsonValue value) throws InvalidArguments {
        return switch (value) {
            case JsonString text -> text.value();
            case JsonNumber number -> number.lexeme();
            case JsonBoolean flag -> String.valueOf(flag.value());
            case null -> throw InvalidArguments.because("The argument " + name + " is missing.");
            case JsonNull nothing -> throw notPlain(name);
            case JsonArray several -> throw notPlain(name);
            case JsonObject structured -> throw notPlain(name);
        };
    }

    private static InvalidArguments notPlain(String name) {
        return InvalidArguments.because(
                "The argument " + name + " is not a text, a number or a boolean.");
    }

    private static Map<String, String> query(@Nullable String text) throws UnusableSettings {
        Map<String, String> query = new LinkedHashMap<>();
        if (text == null || text.isEmpty()) {
            return query;
        }
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            boolean place = PLACE.matcher(value).matches();
            if (name.isEmpty() || name.contains("{") || (!place && value.contains("{"))) {
                throw new UnusableSettings(
                        "In the query of a url a place is the whole value of a name.");
            }
            if (query.put(decoded(name), place ? value : decoded(value)) != null) {
                throw new UnusableSettings("The query of a url has " + name + " twice.");
            }
        }
        return query;
    }

    private static String decoded(String text) throws UnusableSettings {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new UnusableSettings("The query of a url is not escaped as it should be.");
        }
    }

    private static Set<String> placesOf(String text) {
        Set<String> places = new HashSet<>();
        Matcher place = PLACE.matcher(text);
        while (place.find()) {
            places.add(place.group(1));
        }
        return places;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            boolean plain =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || "-._~".indexOf(c) >= 0;
            escaped.append(plain ? "" + c : "%" + HexFormat.of().withUpperCase().toHexDigits(each));
        }
        return escaped.toString();
    }
}
