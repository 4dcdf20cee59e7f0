package dev.perdure.rest.http;

/** How a dialect words a problem. */
public interface ProblemFormat {

    /**
     * Value of {@code Content-Type}.
     *
     * @param path of the request
     */
    String mediaType(String path);

    /**
     * The body, complete.
     *
     * @param path of the request
     */
    byte[] body(HttpProblem problem, String path);
}
