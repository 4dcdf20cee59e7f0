package dev.perdure.rest.http;

import jakarta.servlet.http.HttpServletRequest;

/** The path of a request as its client wrote it, before it was tidied. */
public final class AskedPath {

    static final String ATTRIBUTE = "dev.perdure.rest.http.asked-path";

    private AskedPath() {}

    public static String of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String asked
                ? asked
                : request.getRequestURI();
    }
}
