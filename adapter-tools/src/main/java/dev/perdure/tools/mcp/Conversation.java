package dev.perdure.tools.mcp;

import dev.perdure.egress.EgressCall;
import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressRequest;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.tools.mcp.Requests.Ask;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is going on with one server. Which revision it speaks is found out once: a question of the
 * newer one is asked first, and what does not know it is greeted as the older one has it. A session
 * the server has forgotten is begun anew, once for each request. Thread-safe.
 */
final class Conversation {

    private static final Set<String> LEGACY_VERSIONS =
            Set.of(Session.Legacy.VERSION, "2025-06-18", "2025-03-26");

    private static final long UNSUPPORTED_VERSION = -32022;
    private static final Set<Long> WORDS_OF_THE_NEWER = Set.of(-32020L, -32021L);

    /** For what is said and not answered. */
    private static final Duration NOTICE_TIME_MAX = Duration.ofSeconds(5);

    private final EgressClient client;
    private final Requests requests;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable Session session;

    Conversation(EgressClient client, Requests requests) {
        this.client = client;
        this.requests = requests;
    }

    /** A reply, and whether the server said meanwhile that its list of tools is another one. */
    record Outcome(Reply reply, boolean listChanged) {}

    /** Asks once; a request whose session was unknown was not looked at, and is asked again. */
    Outcome ask(Ask ask, Patience patience) throws InterruptedException {
        AtomicBoolean listChanged = new AtomicBoolean();
        Opened opened = opened(null, patience);
        if (opened.trouble() != null) {
            return new Outcome(opened.trouble(), false);
        }
        Session present = opened.session();
        Reply reply = post(present, ask, patience, listChanged);
        if (present instanceof Session.Legacy legacy
                && !legacy.id().isEmpty()
                && isUnknownSession(reply)) {
            Opened again = opened(present, patience);
            reply =
                    again.trouble() == null
                            ? post(again.session(), ask, patience, listChanged)
                            : again.trouble();
        }
        return new Outcome(reply, listChanged.get());
    }

    private static boolean isUnknownSession(Reply reply) {
        return switch (reply) {
            case Reply.Status status -> status.status() == 404;
            case Reply.Refused error -> error.status() == 404;
            case Reply.Result result -> false;
            case Reply.NotSent nothing -> false;
            case Reply.Lost lost -> false;
        };
    }

    private Reply post(Session present, Ask ask, Patience patience, AtomicBoolean listChanged)
            throws InterruptedException {
        String id = Requests.freshId();
        try (EgressCall call = client.open(requests.of(present, ask, id, patience.left()))) {
            return new Exchange(call, patience, id, said -> heard(present, said, listChanged))
                    .reply();
        } catch (InterruptedException cancelled) {
            tellCancelled(present, id);
            throw cancelled;
        }
    }

    /** In the newer revision the closed connection says it. */
    private void tellCancelled(Session present, String id) {
        if (present instanceof Session.Legacy) {
            JsonObject what =
                    JsonObject.builder()
                            .put("requestId", id)
                            .put("reason", "Nobody waits for the answer any more.")
                            .build();
            tell(requests.notification(present, "notifications/cancelled", what, NOTICE_TIME_MAX));
        }
    }

    /** Progress is passed over; questions are answered where the revision lets servers ask. */
    private void heard(Session present, JsonObject message, AtomicBoolean listChanged) {
        String method = message.string("method").orElse("");
        if (method.equals("notifications/tools/list_changed")) {
            listChanged.set(true);
        }
        if (message.get("id").isPresent() && present instanceof Session.Legacy) {
            tell(requests.answer(present, message, NOTICE_TIME_MAX));
        }
    }

    /** On its way when this returns; nobody waits for what comes back. */
    private void tell(EgressRequest request) {
        client.open(request).release();
    }

    private record Opened(@Nullable Session known, @Nullable Reply trouble) {

        Session session() {
            if (known == null) {
                throw new IllegalStateException("there is no session");
            }
            return known;
        }
    }

    /** The session, begun anew when there is none or it is {@code outworn}. */
    private Opened opened(@Nullable Session outworn, Patience patience)
            throws InterruptedException {
        Session present = session;
        if (present != null && !present.equals(outworn)) {
            return new Opened(present, null);
        }
        opening.lockInterruptibly();
        try {
            Session meanwhile = session;
            if (meanwhile != null && !meanwhile.equals(outworn)) {
                return new Opened(meanwhile, null);
            }
            Opened opened = outworn == null ? probed(patience) : greeted(patience);
            session = opened.known();
            return opened;
        } finally {
            opening.unlock();
        }
    }

    private Opened probed(Patience patience) throws InterruptedException {
        Session modern = new Session.Modern();
        Reply reply = post(modern, Ask.plain("server/discover"), patience, new AtomicBoolean());
        return switch (reply) {
            case Reply.Result result ->
                    speaks(result.value(), "supportedVersions", Session.Modern.VERSION)
                            ? new Opened(modern, null)
                            : greeted(patience);
            case Reply.Refused error ->
                    WORDS_OF_THE_NEWER.contains(error.code())
                                    || (error.code() == UNSUPPORTED_VERSION
                                            && speaks(
                                                    error.data(),
                                                    "supported",
                                                    Session.Modern.VERSION))
                            ? new Opened(null, error)
                            : greeted(patience);
            case Reply.Status status ->
                    status.status() >= 400 && status.status() < 500 && !isKeyRefused(status)
                            ? greeted(patience)
                            : new Opened(null, status);
            case Reply.NotSent nothing -> new Opened(null, nothing);
            case Reply.Lost lost -> new Opened(null, new Reply.NotSent(lost.sentence()));
        };
    }

    private static boolean isKeyRefused(Reply.Status status) {
        return status.status() == 401 || status.status() == 403;
    }

    private static boolean speaks(JsonObject of, String member, String version) {
        return of.get(member)
                .filter(JsonArray.class::isInstance)
                .map(JsonArray.class::cast)
                .map(versions -> versions.elements().contains(new JsonString(version)))
                .orElse(false);
    }

    private Opened greeted(Patience patience) throws InterruptedException {
        String id = Requests.freshId();
        Reply reply;
        try (EgressCall call = client.open(requests.initialize(id, patience.left()))) {
            reply = new Exchange(call, patience, id, said -> {}).reply();
        }
        if (reply instanceof Reply.Lost lost) {
            return new Opened(null, new Reply.NotSent(lost.sentence()));
        }
        if (!(reply instanceof Reply.Result greeting)) {
            return new Opened(null, reply);
        }
        String version = greeting.value().string("protocolVersion").orElse("");
        if (!LEGACY_VERSIONS.contains(version)) {
            return new Opened(
                    null,
                    new Reply.NotSent(
                            "The server speaks a revision of its protocol nobody here does."));
        }
        Session.Legacy begun = new Session.Legacy(version, greeting.session());
        return confirmed(begun, patience);
    }

    /** Some servers take no request before they were told that the handshake is over. */
    private Opened confirmed(Session.Legacy begun, Patience patience) throws InterruptedException {
        EgressRequest told =
                requests.notification(
                        begun, "notifications/initialized", JsonObject.empty(), patience.left());
        try (EgressCall call = client.open(told)) {
            call.answer(patience.left());
            call.release();
        }
        return new Opened(begun, null);
    }
}
