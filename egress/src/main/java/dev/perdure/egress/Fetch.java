package dev.perdure.egress;

import dev.perdure.egress.EgressFailure.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Asks for a document and reads it, on the calling thread: follows the redirects of questions that
 * change nothing, each judged like the first, and decodes what was compressed. Beyond an origin
 * goes none of the headers that were meant for it, and from an encrypted connection nothing leads
 * to one that is not.
 */
public final class Fetch {

    /** Browsers allow 20; honest sites need two or three. */
    static final int REDIRECTS_MAX = 5;

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    /** What says something of the question and nothing of who asks it. */
    private static final Set<String> HARMLESS =
            Set.of("accept", "accept-encoding", "accept-language", "user-agent");

    private final EgressClient client;
    private final FetchBounds bounds;

    public Fetch(EgressClient client, FetchBounds bounds) {
        this.client = client;
        this.bounds = bounds;
    }

    /**
     * The answer to a request, or to where it was led on to.
     *
     * @throws InterruptedException when the thread was interrupted; the connection is closed
     */
    public Fetched ask(EgressRequest request) throws InterruptedException {
        long start = System.nanoTime();
        Hop hop = new Hop(request, 0);
        while (true) {
            Duration left = request.total().minusNanos(System.nanoTime() - start);
            switch (asked(hop.request(), left)) {
                case Arrived arrived -> {
                    return hop.told(arrived.fetched());
                }
                case LedOn led -> {
                    if (hop.count() == REDIRECTS_MAX) {
                        return hop.lost("led on more than " + REDIRECTS_MAX + " times.");
                    }
                    try {
                        hop = hop.to(led.location());
                    } catch (IllegalArgumentException unusable) {
                        return hop.lost("led on to where nobody goes. " + unusable.getMessage());
                    }
                }
            }
        }
    }

    private Step asked(EgressRequest request, Duration left) throws InterruptedException {
        EgressRequest bounded =
                new EgressRequest(
                        request.method(),
                        request.destination(),
                        accepting(request.headers()),
                        request.body(),
                        left.isNegative() ? Duration.ZERO : left);
        try (EgressCall call = client.open(bounded)) {
            return switch (call.answer(bounds.answer())) {
                case EgressAnswer.Failed failed ->
                        new Arrived(new Fetched.Failed(failed.failure()));
                case EgressAnswer.Begun begun -> {
                    String location = begun.headers().first("location").orElse("");
                    if (!location.isEmpty()
                            && REDIRECTS.contains(begun.status())
                            && changesNothing(request.method())) {
                        call.release();
                        yield new LedOn(location);
                    }
                    yield new Arrived(new DocumentReader(bounded, bounds).read(begun, call));
                }
            };
        }
    }

    private static Map<String, String> accepting(Map<String, String> headers) {
        Map<String, String> all = new HashMap<>();
        headers.forEach((name, value) -> all.put(name.toLowerCase(Locale.ROOT), value));
        all.put("accept-encoding", "gzip");
        return all;
    }

    private static boolean changesNothing(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }

    private sealed interface Step {}

    private record Arrived(Fetched fetched) implements Step {}

    private record LedOn(String location) implements Step {}

    /**
     * One request of a chain.
     *
     * @param count how many redirects led to it
     */
    private record Hop(EgressRequest request, int count) {

        Hop to(String location) {
            Destination here = request.destination();
            Destination there = Destination.of(Locations.resolved(here.uri(), location));
            if (here.isEncrypted() && !there.isEncrypted()) {
                throw new IllegalArgumentException("It is not encrypted.");
            }
            Map<String, String> headers = new HashMap<>(request.headers());
            if (!here.isOfSameOrigin(there)) {
                headers.keySet()
                        .removeIf(name -> !HARMLESS.contains(name.toLowerCase(Locale.ROOT)));
            }
            return new Hop(
                    new EgressRequest(request.method(), there, headers, "", request.total()),
                    count + 1);
        }

        /** A refusal says that nobody asked for this host. */
        Fetched told(Fetched fetched) {
            return switch (fetched) {
                case Fetched.Document document -> document;
                case Fetched.Failed failed ->
                        count == 0
                                ? failed
                                : new Fetched.Failed(
                                        new EgressFailure(
                                                failed.failure().kind(),
                                                "The request was redirected. "
                                                        + failed.failure().sentence()));
            };
        }

        Fetched lost(String predicate) {
            return new Fetched.Failed(
                    new EgressFailure(
                            Kind.REDIRECTED,
                            "The answer of " + request.destination().host() + " " + predicate));
        }
    }
}
