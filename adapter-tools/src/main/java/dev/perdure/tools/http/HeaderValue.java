package dev.perdure.tools.http;

/** What a header of a described tool holds. */
sealed interface HeaderValue {

    record Text(String text) implements HeaderValue {}

    /**
     * A secret, known by its name until the request is made.
     *
     * @param prefix stands before it, as in {@code Bearer }
     */
    record Secret(String name, String prefix) implements HeaderValue {}
}
