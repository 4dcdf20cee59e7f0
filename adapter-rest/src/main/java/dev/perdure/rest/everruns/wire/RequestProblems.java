package dev.perdure.rest.everruns.wire;

import dev.perdure.refusal.Refusal;
import dev.perdure.rest.http.HttpProblem;
import dev.perdure.rest.http.ProblemException;
import io.vavr.control.Either;

/** What is wrong with a request, before a dialect words it. */
public final class RequestProblems {

    private RequestProblems() {}

    /** The value, or the refusal as a problem. */
    public static <T> T accepted(Either<Refusal, T> outcome) {
        return outcome.getOrElseThrow(refusal -> new ProblemException(problem(refusal)));
    }

    public static HttpProblem problem(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NotFound missing -> HttpProblem.notFound(missing.sentence());
            case Refusal.Invalid invalid ->
                    HttpProblem.invalid(invalid.field() + ": " + invalid.sentence());
            case Refusal.Conflicting conflict -> HttpProblem.conflict(conflict.sentence());
            case Refusal.Unsupported unsupported ->
                    HttpProblem.notImplemented(unsupported.sentence());
        };
    }

    public static ProblemException invalid(String member, String sentence) {
        return new ProblemException(HttpProblem.invalid(member + ": " + sentence));
    }

    public static ProblemException noSuch(String thing, String name) {
        return new ProblemException(
                HttpProblem.notFound(new Refusal.NotFound(thing, name).sentence()));
    }
}
