package dev.perdure.rest.everruns.nested;

import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.rest.http.HttpProblem;
import dev.perdure.rest.http.ProblemFormat;
import java.util.regex.Pattern;

/** Problems of these routes: {@code error} is a sentence here, and {@code status} a number. */
final class NestedProblems implements ProblemFormat {

    private static final Pattern ROUTES =
            Pattern.compile(
                    "(?:/api)?/v1/(?:agents/[^/]+/(?:sessions(?:/.*)?|capabilities)"
                            + "|llm-(?:providers|models)(?:/.*)?)");

    /** Whether a path belongs to these routes, whether or not anything is there. */
    static boolean isOurs(String path) {
        return ROUTES.matcher(path).matches();
    }

    @Override
    public String mediaType(String path) {
        return "application/json";
    }

    @Override
    public byte[] body(HttpProblem problem, String path) {
        JsonObjectBuilder body =
                JsonObject.builder()
                        .put("error", problem.detail())
                        .put("status", problem.status())
                        .put("code", problem.code())
                        .put("title", problem.title())
                        .put("detail", problem.detail());
        if (problem.retryAfterSeconds() != null) {
            body.put("retry_after_seconds", problem.retryAfterSeconds());
        }
        return Json.utf8(body.build());
    }
}
