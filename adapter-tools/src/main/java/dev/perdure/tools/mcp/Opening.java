package dev.perdure.tools.mcp;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.tools.mcp.Requests.Ask;
import java.time.Duration;
import java.util.Set;

/**
 * Finds out which revision a server speaks: a question of the newer one is asked first, and what
 * does not know it is greeted as the older one has it.
 */
final class Opening {

    /** For the question alone; a server that leaves it open has to leave time for others. */
    private static final Duration PROBE_TIME_MAX = Duration.ofSeconds(10);

    private static final int SESSION_CHARACTERS_MAX = 1_000;
    private static final long UNSUPPORTED_VERSION = -32022;

    /** What only a server of the newer revision says, of headers and of what it needs. */
    static final Set<Long> WORDS_OF_THE_NEWER = Set.of(-32020L, -32021L);

    private static final Set<String> LEGACY_VERSIONS =
            Set.of(Session.Legacy.VERSION, "2025-06-18", "2025-03-26");

    private final Line line;

    Opening(Line line) {
        this.line = line;
    }

    /** Whatever goes wrong here, nothing that somebody wanted was asked. */
    Opened probed() throws InterruptedException {
        Session modern = new Session.Modern();
        Reply reply =
                line.atMost(line.patience().atMost(PROBE_TIME_MAX))
                        .post(modern, Ask.plain("server/discover"))
                        .reply();
        return switch (reply) {
            case Reply.Result result ->
                    speaks(result.value(), "supportedVersions") ? new Opened.As(modern) : greeted();
            case Reply.Refused error -> isOfTheNewer(error) ? Opened.Not.because(error) : greeted();
            case Reply.Status status ->
                    status.status() >= 400 && status.status() < 500 && !status.keepsOut()
                            ? greeted()
                            : Opened.Not.because(status);
            case Reply.NotSent nothing -> new Opened.Not(nothing);
            case Reply.Lost lost -> Opened.Not.because(lost);
        };
    }

    private static boolean isOfTheNewer(Reply.Refused error) {
        return WORDS_OF_THE_NEWER.contains(error.code())
                || (error.code() == UNSUPPORTED_VERSION && speaks(error.data(), "supported"));
    }

    private static boolean speaks(JsonObject of, String member) {
        return of.get(member)
                .filter(JsonArray.class::isInstance)
                .map(JsonArray.class::cast)
                .map(versions ->
                        versions.elements().contains(new JsonString(Session.Modern.VERSION)))
                .orElse(false);
    }

    private Opened greeted() throws InterruptedException {
        Reply reply = line.initialize();
        if (!(reply instanceof Reply.Result greeting)) {
            return Opened.Not.because(reply);
        }
        String version = greeting.value().string("protocolVersion").orElse("");
        if (!LEGACY_VERSIONS.contains(version)) {
            return new Opened.Not(
                    new Reply.NotSent(
                            "The server speaks a revision of its protocol nobody here does."));
        }
        if (!isSession(greeting.session())) {
            return new Opened.Not(
                    new Reply.NotSent("The server names a session as its protocol does not."));
        }
        Session.Legacy begun = new Session.Legacy(version, greeting.session());
        line.initialized(begun);
        return new Opened.As(begun);
    }

    /** Visible ASCII, since it goes back in a header; empty where there is none. */
    private static boolean isSession(String id) {
        return id.length() <= SESSION_CHARACTERS_MAX
                && id.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
