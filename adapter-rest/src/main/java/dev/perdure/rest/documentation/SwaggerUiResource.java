package dev.perdure.rest.documentation;

import dev.perdure.rest.http.AskedPath;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Pages to read the document with: an index and a start of our own, the rest out of Swagger UI's
 * jar. Only files named here are served, so that no path leads anywhere else, and a browser is told
 * to load nothing from other hosts.
 */
@Path("/swagger-ui")
public final class SwaggerUiResource {

    /** From the root, and from the pages' own place without its slash. */
    static final String RELATIVE = "./swagger-ui/";

    private static final String INDEX = "index.html";

    /** Ours, beside this class. */
    private static final Map<String, String> OWN =
            Map.of(INDEX, "text/html; charset=utf-8", "start.js", "text/javascript; charset=utf-8");

    /** Theirs, in the jar. */
    private static final Map<String, String> LIBRARY =
            Map.of(
                    "swagger-ui.css", "text/css; charset=utf-8",
                    "swagger-ui-bundle.js", "text/javascript; charset=utf-8",
                    "favicon-32x32.png", "image/png",
                    "favicon-16x16.png", "image/png");

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self';"
                    + " img-src 'self' data:; connect-src 'self'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'";

    private static final String VERSION_FILE =
            "META-INF/maven/org.webjars/swagger-ui/pom.properties";

    private final String version;

    /**
     * @throws IllegalStateException when the jar of Swagger UI is not there
     */
    public SwaggerUiResource() {
        this.version = version();
    }

    /** The index; a browser that came without the slash is sent to where relative links work. */
    @GET
    public Response index(@Context HttpServletRequest asked, @Context Request request) {
        return AskedPath.of(asked).endsWith("/")
                ? file(INDEX, request)
                : guarded(Response.status(Response.Status.FOUND))
                        .header(HttpHeaders.LOCATION, RELATIVE)
                        .build();
    }

    @GET
    @Path("{file}")
    public Response file(@PathParam("file") String file, @Context Request request) {
        if (OWN.containsKey(file)) {
            byte[] content = ours(file);
            return answer(request, ContentTag.of(content), "no-cache", OWN.get(file), content);
        }
        String type = LIBRARY.get(file);
        if (type == null) {
            throw new NotFoundException();
        }
        StreamingOutput content = out -> copy(file, out);
        return answer(request, new EntityTag(version), "public, max-age=3600", type, content);
    }

    private static Response answer(
            Request request, EntityTag tag, String cache, @Nullable String type, Object content) {
        Response.@Nullable ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return guarded(unchanged == null ? Response.ok(content).type(type) : unchanged)
                .tag(tag)
                .header(HttpHeaders.CACHE_CONTROL, cache)
                .build();
    }

    private static Response.ResponseBuilder guarded(Response.ResponseBuilder answer) {
        return answer.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer");
    }

    private static byte[] ours(String file) {
        try (InputStream in = found(SwaggerUiResource.class.getResourceAsStream(file), file)) {
            return in.readAllBytes();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private void copy(String file, OutputStream out) throws IOException {
        try (InputStream in =
                library("META-INF/resources/webjars/swagger-ui/" + version + "/" + file)) {
            in.transferTo(out);
        }
    }

    private static InputStream library(String path) throws IOException {
        return found(SwaggerUiResource.class.getClassLoader().getResourceAsStream(path), path);
    }

    private static InputStream found(@Nullable InputStream in, String name) throws IOException {
        if (in == null) {
            throw new IOException("The class path has no " + name);
        }
        return in;
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = library(VERSION_FILE)) {
            properties.load(in);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
        return properties.getProperty("version", "");
    }
}
