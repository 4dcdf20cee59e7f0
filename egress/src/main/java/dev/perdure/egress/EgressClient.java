package dev.perdure.egress;

import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * The HTTP client of the service, under a policy. One call is one request: nothing is repeated, no
 * redirect is followed, since it would carry a key to a host it was not meant for. What a name
 * stands for is asked once for each call; all of it is judged, and only what was judged is
 * connected to. Answers are read as they arrive, by the thread that wants them. Thread-safe;
 * connections are kept and shared by all calls.
 *
 * <p>It speaks HTTP/1.1 only, uses no proxy, and asks for no compression.
 */
public final class EgressClient implements AutoCloseable {

    private final EgressConfig config;
    private final ExecutorService threads;
    private final Connections connections;
    private final Admission admission;

    private EgressClient(
            EgressConfig config,
            ExecutorService threads,
            Connections connections,
            Admission admission) {
        this.config = config;
        this.threads = threads;
        this.connections = connections;
        this.admission = admission;
    }

    /** A client for addresses that the operator wrote down. */
    public static EgressClient create(EgressConfig config) {
        return create(config, NameLookup.SYSTEM);
    }

    /** The same, with another way to look names up. */
    public static EgressClient create(EgressConfig config, NameLookup lookup) {
        return create(config, lookup, platformTrust());
    }

    static EgressClient create(EgressConfig config, NameLookup lookup, SSLContext trust) {
        return new EgressClient(
                config,
                Executors.newVirtualThreadPerTaskExecutor(),
                Connections.open(config, trust),
                Admission.create(lookup, config.connect()));
    }

    /** This client under another policy; both are closed with either. */
    public EgressClient under(AddressPolicy policy) {
        return new EgressClient(config, threads, connections, admission.under(policy));
    }

    /**
     * What speaks against asking a destination now, in a sentence; blocks while its name is looked
     * up. A name nobody knows is nothing against it: whoever asks it will find that out. A thread
     * that is interrupted stays so, and learns nothing.
     */
    public Optional<String> objection(Destination destination) {
        try {
            return admission.objection(destination);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Sends a request and returns at once; its failures are in the call's answer. */
    public EgressCall open(EgressRequest request) {
        return open(request, request.body().getBytes(StandardCharsets.UTF_8));
    }

    /** The same, with these bytes in the place of the request's body. */
    public EgressCall open(EgressRequest request, byte[] body) {
        Exchange exchange = new Exchange(request, body, connections, admission);
        return new EgressCall(exchange.start(threads), request.total(), config.drain());
    }

    /** Closes every connection; calls under way fail. */
    @Override
    public void close() {
        connections.close();
        threads.shutdownNow();
        admission.close();
    }

    private static SSLContext platformTrust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException noTls) {
            throw new IllegalStateException("This Java has no TLS.", noTls);
        }
    }
}
