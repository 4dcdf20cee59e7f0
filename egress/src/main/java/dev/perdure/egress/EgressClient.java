package dev.perdure.egress;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The HTTP client of the service. One call is one request: nothing is repeated, no redirect is
 * followed, since it would carry a key to a host it was not meant for. Answers are read as they
 * arrive, by the thread that wants them. Thread-safe; connections are kept and shared by all calls.
 *
 * <p>It speaks HTTP/1.1 only. With HTTP/2 the platform's client opens one connection to a host and
 * fails what goes beyond the streams that host allows on it.
 */
public final class EgressClient implements AutoCloseable {

    private final EgressConfig config;
    private final ExecutorService executor;
    private final HttpClient client;

    private EgressClient(EgressConfig config) {
        this.config = config;
        this.executor = Executors.newVirtualThreadPerTaskExecutor();
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(config.connect())
                        .executor(executor)
                        .build();
    }

    public static EgressClient create(EgressConfig config) {
        return new EgressClient(config);
    }

    /** Sends a request and returns at once; its failures are in the call's answer. */
    public EgressCall open(EgressRequest request) {
        return open(
                request,
                request.body().isEmpty()
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(request.body()));
    }

    /** The same, with these bytes in the place of the request's body. */
    public EgressCall open(EgressRequest request, byte[] body) {
        return open(request, BodyPublishers.ofByteArray(body));
    }

    private EgressCall open(EgressRequest request, BodyPublisher body) {
        Trouble trouble = new Trouble(request.destination().host());
        Inflow inflow = new Inflow(trouble::withinTheBody);
        return new EgressCall(
                client.sendAsync(platform(request, body), head -> inflow),
                inflow,
                trouble,
                request.total(),
                config);
    }

    /** Closes every connection; calls under way fail. */
    @Override
    public void close() {
        client.shutdownNow();
        executor.shutdownNow();
    }

    /**
     * The request as the platform has it, without its own timeout: whether that one covers the body
     * depends on the release of the platform.
     */
    private static HttpRequest platform(EgressRequest request, BodyPublisher body) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(request.destination().uri()).method(request.method(), body);
        request.headers().forEach(builder::setHeader);
        return builder.build();
    }
}
