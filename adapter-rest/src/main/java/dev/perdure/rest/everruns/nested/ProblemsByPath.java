package dev.perdure.rest.everruns.nested;

import dev.perdure.rest.http.HttpProblem;
import dev.perdure.rest.http.ProblemFormat;

/** Words a problem as the path's dialect does. */
record ProblemsByPath(ProblemFormat ours, ProblemFormat others) implements ProblemFormat {

    @Override
    public String mediaType(String path) {
        return of(path).mediaType(path);
    }

    @Override
    public byte[] body(HttpProblem problem, String path) {
        return of(path).body(problem, path);
    }

    private ProblemFormat of(String path) {
        return NestedProblems.isOurs(path) ? ours : others;
    }
}
