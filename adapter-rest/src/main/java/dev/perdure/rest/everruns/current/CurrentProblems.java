package dev.perdure.rest.everruns.current;

import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.refusal.Refusal;
import dev.perdure.rest.http.HttpProblem;
import dev.perdure.rest.http.ProblemException;
import dev.perdure.rest.http.ProblemFormat;
import io.vavr.control.Either;

/**
 * Problems of this dialect: RFC 9457 members, and an {@code error} object beside them because its
 * clients look there first.
 */
public final class CurrentProblems implements ProblemFormat {

    @Override
    public String mediaType() {
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

    /** The value, or the refusal as a problem. */
    static <T> T accepted(Either<Refusal, T> outcome) {
        return outcome.getOrElseThrow(refusal -> new ProblemException(problem(refusal)));
    }

    static HttpProblem problem(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NotFound missing -> HttpProblem.notFound(missing.sentence());
            case Refusal.Invalid invalid ->
                    HttpProblem.invalid(invalid.field() + ": " + invalid.sentence());
            case Refusal.Conflicting conflict -> HttpProblem.conflict(conflict.sentence());
            case Refusal.Unsupported unsupported ->
                    HttpProblem.notImplemented(unsupported.sentence());
        };
    }

    static ProblemException invalid(String member, String sentence) {
        return new ProblemException(HttpProblem.invalid(member + ": " + sentence));
    }

    static ProblemException noSuch(String thing, String name) {
        return new ProblemException(
                HttpProblem.notFound(new Refusal.NotFound(thing, name).sentence()));
    }
}
