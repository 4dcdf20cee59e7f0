package dev.perdure.rest.http;

import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Serves a path as it was meant: repeated slashes count as one, a trailing one counts for nothing,
 * and everything also stands below {@code /api}. Clients join bases and paths carelessly.
 */
final class TidyPaths extends Handler.Wrapper {

    private static final String PREFIX = "/api";

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpURI uri = request.getHttpURI();
        String path = uri.getPath();
        if (path == null) {
            return super.handle(request, response, callback);
        }
        String tidy = tidy(path);
        Request served = tidy.equals(path) ? request : Request.serveAs(request, at(uri, tidy));
        served.setAttribute(AskedPath.ATTRIBUTE, path);
        return super.handle(served, response, callback);
    }

    /** Made afresh, because a changed copy keeps the verdict on the path it had. */
    private static HttpURI at(HttpURI uri, String path) {
        String query = uri.getQuery();
        return HttpURI.build(HttpURI.from(uri.getScheme(), uri.getHost(), uri.getPort(), path))
                .query(query)
                .asImmutable();
    }

    static String tidy(String path) {
        StringBuilder tidy = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '/' || tidy.isEmpty() || tidy.charAt(tidy.length() - 1) != '/') {
                tidy.append(c);
            }
        }
        if (tidy.length() > 1 && tidy.charAt(tidy.length() - 1) == '/') {
            tidy.setLength(tidy.length() - 1);
        }
        return tidy.indexOf(PREFIX + "/") == 0 ? tidy.substring(PREFIX.length()) : tidy.toString();
    }
}
