package dev.perdure.rest.http;

/** Leaves a request with a problem; never crosses a use case. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient HttpProblem problem;

    public ProblemException(HttpProblem problem) {
        // Expected and frequent: a stack trace would cost more than the answer.
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public HttpProblem problem() {
        return problem;
    }
}
