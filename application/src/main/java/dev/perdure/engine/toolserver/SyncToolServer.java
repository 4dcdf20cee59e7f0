package dev.perdure.engine.toolserver;

import dev.perdure.engine.store.ToolServerStore;
import dev.perdure.refusal.Refusal;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.toolserver.ServedDefinition;
import dev.perdure.toolserver.ServedTool;
import dev.perdure.toolserver.ToolServer;
import dev.perdure.toolserver.ToolServerId;
import dev.perdure.toolserver.ToolServerSettings;
import io.vavr.control.Either;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks a server for its tools, as if it were met for the first time. What it offers the first time
 * is approved by asking; from then on what is new, changed or gone is kept beside what was
 * approved, and waits for somebody to agree.
 */
public final class SyncToolServer {

    /** For the whole list. */
    static final Duration TIME_MAX = Duration.ofSeconds(30);

    private final ToolServerStore store;
    private final StoredChange stored;
    private final ToolServerClient client;
    private final Doors doors;
    private final InstantSource clock;

    SyncToolServer(
            ToolServerStore store,
            StoredChange stored,
            ToolServerClient client,
            Doors doors,
            InstantSource clock) {
        this.store = store;
        this.stored = stored;
        this.client = client;
        this.doors = doors;
        this.clock = clock;
    }

    /**
     * The server afterwards.
     *
     * @param faults one sentence for each of its tools that cannot be offered
     */
    public record Synced(ToolServer server, List<String> faults) {}

    /** The outcome; refused with the trouble in a sentence when there is no list. */
    public Either<Refusal, Synced> sync(OrganisationId organisation, ToolServerId id)
            throws InterruptedException {
        return sync(organisation, id, TIME_MAX);
    }

    /** The same, for who has less time than a list may take. */
    public Either<Refusal, Synced> sync(OrganisationId organisation, ToolServerId id, Duration time)
            throws InterruptedException {
        Optional<ToolServer> found = store.find(organisation, id);
        if (found.isEmpty()) {
            return Either.left(ToolServerCheck.noSuch(id));
        }
        Either<String, ServerAccess> access = doors.access(found.get());
        if (access.isLeft()) {
            return Either.left(new Refusal.Conflicting(access.getLeft()));
        }
        client.forget(id);
        return switch (client.list(access.get(), atMost(time))) {
            case ServerListing.Failed failed ->
                    Either.left(new Refusal.Conflicting(failed.sentence()));
            case ServerListing.Listed listed -> kept(found.get(), listed);
        };
    }

    static Duration atMost(Duration time) {
        return time.compareTo(TIME_MAX) < 0 ? time : TIME_MAX;
    }

    /** Keeps what a server said; of one that moved meanwhile it says nothing. */
    Either<Refusal, Synced> kept(ToolServer asked, ServerListing.Listed listed) {
        List<String> faults = new ArrayList<>(listed.faults());
        return stored.apply(
                        asked.organisation(),
                        asked.id(),
                        before ->
                                before.settings().address().equals(asked.settings().address())
                                        ? Either.right(merged(before, listed, faults))
                                        : Either.left(
                                                new Refusal.Conflicting(
                                                        "The server was changed meanwhile.")))
                .map(after -> new Synced(after, faults));
    }

    private ToolServerSettings merged(
            ToolServer before, ServerListing.Listed listed, List<String> faults) {
        ToolServerSettings settings = before.settings();
        boolean first = settings.syncedAt() == null;
        Map<String, ServedDefinition> now = new LinkedHashMap<>();
        listed.tools().forEach(tool -> now.put(tool.name(), tool.definition()));
        List<ServedTool> tools = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (ServedTool known : settings.tools()) {
            ServedDefinition seen = now.remove(known.name());
            if (known.approved() != null || seen != null) {
                tools.add(known.seenAs(seen));
                taken.add(known.offeredAs());
            }
        }
        now.forEach((name, definition) -> {
            String offered = ToolNames.offered(before.name(), name);
            if (taken.add(offered)) {
                tools.add(new ServedTool(name, offered, first ? definition : null, definition));
            } else {
                faults.add("The tool " + name + " would be called like another one.");
            }
        });
        return tools.equals(settings.tools()) && !first
                ? settings
                : settings.withTools(tools, clock.instant());
    }
}
