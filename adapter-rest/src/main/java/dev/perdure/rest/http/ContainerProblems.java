package dev.perdure.rest.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Words what the HTTP server itself refuses (an unreadable request, a huge header) as a problem.
 */
final class ContainerProblems extends ErrorHandler {

    /** Where the server files a request whose own path it could not read. */
    private static final String UNREADABLE = "/badMessage";

    private final ProblemFormat format;

    ContainerProblems(ProblemFormat format) {
        this.format = format;
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback)
            throws IOException {
        response.setStatus(code);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, format.mediaType(path(request)));
        response.write(true, ByteBuffer.wrap(body(code, path(request))), callback);
    }

    private byte[] body(int status, String path) {
        return format.body(HttpProblem.ofStatus(status), path);
    }

    private static String path(Request request) {
        String path = request.getHttpURI() == null ? null : request.getHttpURI().getPath();
        return path == null || path.equals(UNREADABLE) ? "" : path;
    }
}
