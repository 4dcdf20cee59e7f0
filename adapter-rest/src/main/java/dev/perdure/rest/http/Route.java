package dev.perdure.rest.http;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A method and the path it is served at. A name in braces stands for one segment of the path,
 * whatever it is.
 *
 * @param path from the root, for example {@code /v1/agents/{agent}}
 */
public record Route(String method, String path) {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^{}/]+)}");
    private static final String SEGMENT = "([^/]+)";

    public static Route get(String path) {
        return new Route("GET", path);
    }

    public static Route post(String path) {
        return new Route("POST", path);
    }

    /** The names in braces, in order. */
    public List<String> parameters() {
        List<String> names = new ArrayList<>();
        Matcher found = PARAMETER.matcher(path);
        while (found.find()) {
            names.add(found.group(1));
        }
        return names;
    }

    /** What matches the paths of this route, with a group for each name in braces. */
    public Pattern pattern() {
        StringBuilder pattern = new StringBuilder();
        Matcher found = PARAMETER.matcher(path);
        int end = 0;
        while (found.find()) {
            pattern.append(Pattern.quote(path.substring(end, found.start()))).append(SEGMENT);
            end = found.end();
        }
        return Pattern.compile(pattern + Pattern.quote(path.substring(end)));
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
