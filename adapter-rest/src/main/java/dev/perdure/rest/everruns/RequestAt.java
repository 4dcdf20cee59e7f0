package dev.perdure.rest.everruns;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A request as if it had been sent to another path of this server. */
final class RequestAt extends HttpServletRequestWrapper {

    private final String path;

    RequestAt(HttpServletRequest sent, String path) {
        super(sent);
        this.path = path;
    }

    @Override
    public String getRequestURI() {
        return path;
    }

    @Override
    public StringBuffer getRequestURL() {
        StringBuffer sent = super.getRequestURL();
        int end = sent.length() - super.getRequestURI().length();
        return new StringBuffer(sent.substring(0, end)).append(path);
    }

    @Override
    public String getPathInfo() {
        return path;
    }
}
