package dev.perdure.contract.lies;

import dev.perdure.engine.store.Storage;
import dev.perdure.engine.store.ToolServerStore;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.toolserver.ToolServer;
import dev.perdure.toolserver.ToolServerId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Lies about servers of tools. */
final class ToolServerLies {

    private static final long A_WHILE_NANOS = 8_000_000;

    private ToolServerLies() {}

    static List<Lie> all() {
        return List.of(
                lie("takes the id of a server twice", TakesIdsTwice::new),
                lie("does not look at the names of servers", IgnoresNames::new),
                lie("replaces whatever version of a server", IgnoresSeenVersion::new),
                lie("lists servers newest first", ListsBackwards::new),
                lie("shows servers to strangers", ShowsToStrangers::new),
                lie("names servers to strangers", NamesToStrangers::new),
                lie("finds no server by its name", KnowsNoNames::new),
                lie("forgets the headers of a server", ForgetsHeaders::new),
                lie("forgets what was approved of a server", ForgetsApprovals::new),
                lie("says that it removed a server, and did not", RemovesNothing::new),
                lie("checks the name of a server and adds later", ChecksNameThenAdds::new),
                lie("checks the version of a server and replaces later", ChecksThenWrites::new));
    }

    /** One liar keeps one lying store, so that what it remembers is of one storage. */
    private static Lie lie(String name, Function<ToolServerStore, ToolServerStore> lying) {
        return new Lie(
                name,
                () ->
                        new Liar() {
                            private final Map<Storage, ToolServerStore> stores =
                                    new ConcurrentHashMap<>();

                            @Override
                            ToolServerStore toolServers(Storage truth) {
                                return stores.computeIfAbsent(
                                        truth, storage -> lying.apply(storage.toolServers()));
                            }
                        });
    }

    private static final class TakesIdsTwice extends TrueToolServers {

        TakesIdsTwice(ToolServerStore truth) {
            super(truth);
        }

        @Override
        public ToolServerWrite insert(ToolServer server) {
            ToolServerWrite honest = super.insert(server);
            return honest == ToolServerWrite.ID_TAKEN ? ToolServerWrite.STORED : honest;
        }
    }

    private static final class IgnoresNames extends TrueToolServers {

        IgnoresNames(ToolServerStore truth) {
            super(truth);
        }

        @Override
        public ToolServerWrite insert(ToolServer server) {
            ToolServerWrite honest = super.insert(server);
            return honest == ToolServerWrite.NAME_TAKEN ? ToolServerWrite.STORED : honest;
        }
    }

    private static final class IgnoresSeenVersion extends TrueToolServers {

        IgnoresSeenVersion(ToolServerStore truth) {
            super(truth);
        }

        @Override
        public ToolServerWrite replace(ToolServer server, int seen) {
            return truth.find(server.organisation(), server.id())
                    .map(stored -> super.replace(server, stored.version()))
                    .orElse(ToolServerWrite.VERSION_CONFLICT);
        }
    }

    private static final class ListsBackwards extends TrueToolServers {

        ListsBackwards(ToolServerStore truth) {
            super(truth);
        }

        @Override
        public List<ToolServer> list(OrganisationId organisation) {
            return super.list(organisation).reversed();
        }
    }

    private static final class ShowsToStrangers extends TrueToolServers {

        private final Map<ToolServerId, ToolServer> known = new ConcurrentHashMap<>();

        ShowsToStrangers(ToolServerStore truth) {
            super(truth);
        }

        @Override
        public ToolServerWrite insert(ToolServer server) {
            known.putIfAbsent(server.id(), server);
            return super.insert(server);
        }

        @Override
        public Optional<ToolServer> find(OrganisationId organisation, ToolServerId id) {
            return Optional.ofNullable(known.get(id));
        }
    }

    private static final class NamesToStrangers extends TrueToolServers {

        private final Map<String, ToolServer> known = new ConcurrentHashMap<>();

        NamesToStrangers(ToolServerStore truth) {
            super(truth);
        }

        @Override
        public ToolServerWrite insert(ToolServer server) {
            known.putIfAbsent(server.name(), server);
            return super.insert(server);
        }

        @Override
        public Optional<ToolServer> named(OrganisationId organisation, String name) {
            return Optional.ofNullable(known.get(name));
        }
    }

    private static final class KnowsNoNames extends TrueToolServers {

        KnowsNoNames(ToolServerStore truth) {
            super(truth);
        }

        @Override
        public Optional<ToolServer> named(OrganisationId organisation, String name) {
            return Optional.empty();
        }
    }

    private static final class ForgetsHeaders extends TrueToolServers {

        ForgetsHeaders(ToolServerStore truth) {
            super(truth);
        }

        @Override
        public Optional<ToolServer> find(OrganisationId organisation, ToolServerId id) {
            return super.find(organisation, id)
                    .map(server ->
                            new ToolServer(
                                    server.id(),
                                    server.organisation(),
                                    server.name(),
                                    server.version(),
                                    server.settings().withHeaders(List.of(), null),
                                    server.createdAt(),
                                    server.updatedAt()));
        }
    }

    private static final class ForgetsApprovals extends TrueToolServers {

        ForgetsApprovals(ToolServerStore truth) {
            super(truth);
        }

        @Override
        public List<ToolServer> list(OrganisationId organisation) {
            return super.list(organisation).stream()
                    .map(server ->
                            new ToolServer(
                                    server.id(),
                                    server.organisation(),
                                    server.name(),
                                    server.version(),
                                    server.settings().withTools(List.of(), null),
                                    server.createdAt(),
                                    server.updatedAt()))
                    .toList();
        }
    }

    private static final class RemovesNothing extends TrueToolServers {

        RemovesNothing(ToolServerStore truth) {
            super(truth);
        }

        @Override
        public boolean remove(OrganisationId organisation, ToolServerId id) {
            return truth.find(organisation, id).isPresent();
        }
    }

    /** Right whenever nobody else writes. */
    private static final class ChecksNameThenAdds extends TrueToolServers {

        ChecksNameThenAdds(ToolServerStore truth) {
            super(truth);
        }

        @Override
        public ToolServerWrite insert(ToolServer server) {
            boolean free = truth.named(server.organisation(), server.name()).isEmpty();
            LockSupport.parkNanos(A_WHILE_NANOS);
            ToolServerWrite honest = super.insert(server);
            return free && honest == ToolServerWrite.NAME_TAKEN ? ToolServerWrite.STORED : honest;
        }
    }

    /** Right whenever nobody else writes. */
    private static final class ChecksThenWrites extends TrueToolServers {

        ChecksThenWrites(ToolServerStore truth) {
            super(truth);
        }

        @Override
        public ToolServerWrite replace(ToolServer server, int seen) {
            boolean unchanged =
                    truth.find(server.organisation(), server.id())
                            .map(stored -> stored.version() == seen)
                            .orElse(false);
            LockSupport.parkNanos(A_WHILE_NANOS);
            ToolServerWrite honest = super.replace(server, seen);
            return unchanged && honest == ToolServerWrite.VERSION_CONFLICT
                    ? ToolServerWrite.STORED
                    : honest;
        }
    }
}
