package dev.perdure.engine.toolserver;

import dev.perdure.toolserver.ServedDefinition;
import dev.perdure.toolserver.ServedTool;
import dev.perdure.toolserver.ToolServer;
import dev.perdure.toolserver.ToolServerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Whether tools are what was approved, as this node was told by their servers. Thread-safe. */
final class Comparison {

    /** For so long the word of a server is taken. */
    static final Duration FRESH = Duration.ofSeconds(60);

    private static final int SERVERS_MAX = 1_000;

    private final ToolServerClient client;
    private final SyncToolServer sync;
    private final InstantSource clock;
    private final Map<ToolServerId, Told> told = new ConcurrentHashMap<>();

    Comparison(ToolServerClient client, SyncToolServer sync, InstantSource clock) {
        this.client = client;
        this.sync = sync;
        this.clock = clock;
    }

    /** What a server said of its tools, by their names. */
    private record Told(int version, Instant at, Map<String, String> hashes) {}

    /**
     * What speaks against calling a tool, in a sentence for a model.
     *
     * @param time that there is for asking its server, at most {@link SyncToolServer#TIME_MAX} of
     *     it are taken
     */
    Optional<String> objection(
            ToolServer server, ServedTool tool, ServerAccess access, Duration time)
            throws InterruptedException {
        Told known = told.get(server.id());
        if (known == null || known.version() != server.version() || isOld(known)) {
            switch (client.list(access, SyncToolServer.atMost(time))) {
                case ServerListing.Failed failed -> {
                    return Optional.of("Nothing was done. " + failed.sentence());
                }
                case ServerListing.Listed listed -> known = heard(server, listed);
            }
        }
        ServedDefinition approved = tool.approved();
        String now = known.hashes().get(tool.name());
        if (approved != null && approved.hash().equals(now)) {
            return Optional.empty();
        }
        return Optional.of(
                now == null
                        ? "The server does not have the tool "
                                + tool.offeredAs()
                                + " any more. Nothing was done."
                        : "The server has changed the tool "
                                + tool.offeredAs()
                                + " since it was approved. Nothing was done; it is out of use until"
                                + " somebody approves what it is now.");
    }

    /** Has the server asked again before the next call. */
    void forget(ToolServerId id) {
        told.remove(id);
    }

    /**
     * Keeps what differs. That a server has no tools at all is not kept: nothing would be offered
     * of it any more, so nobody would call and it would not be asked again, whatever it has since.
     */
    private Told heard(ToolServer server, ServerListing.Listed listed) {
        Map<String, String> hashes = new HashMap<>();
        listed.tools().forEach(tool -> hashes.put(tool.name(), tool.definition().hash()));
        boolean differs =
                !hashes.isEmpty()
                        && server.settings().tools().stream()
                                .anyMatch(tool ->
                                        !Objects.equals(
                                                tool.seen() == null ? null : tool.seen().hash(),
                                                hashes.get(tool.name())));
        int version =
                differs
                        ? sync.kept(server, listed)
                                .map(synced -> synced.server().version())
                                .getOrElse(server.version())
                        : server.version();
        Told now = new Told(version, clock.instant(), hashes);
        if (told.size() >= SERVERS_MAX) {
            told.clear();
        }
        told.put(server.id(), now);
        return now;
    }

    private boolean isOld(Told known) {
        Duration age = Duration.between(known.at(), clock.instant());
        return age.isNegative() || age.compareTo(FRESH) >= 0;
    }
}
