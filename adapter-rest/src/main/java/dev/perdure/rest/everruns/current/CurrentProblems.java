package dev.perdure.rest.everruns.current;

import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.rest.http.HttpProblem;
import dev.perdure.rest.http.ProblemFormat;

/**
 * Problems of this dialect: RFC 9457 members, and an {@code error} object beside them because its
 * clients look there first.
 */
public final class CurrentProblems implements ProblemFormat {

    @Override
    public String mediaType(String path) {
        return "application/problem+json";
    }

    @Override
    public byte[] body(HttpProblem problem, String path) {
        JsonObjectBuilder body =
                JsonObject.builder()
                        .put("title", problem.title())
                        .put("status", problem.status())
                        .put("detail", problem.detail())
                        .put("code", problem.code());
        if (!path.isEmpty()) {
            body.put("instance", path);
        }
        if (problem.retryAfterSeconds() != null) {
            body.put("retry_after_seconds", problem.retryAfterSeconds());
        }
        body.put(
                "error",
                JsonObject.builder()
                        .put("code", problem.code())
                        .put("message", problem.detail())
                        .build());
        return Json.utf8(body.build());
    }
}
