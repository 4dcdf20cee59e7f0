package dev.perdure.engine.inmemory;

import dev.perdure.engine.store.ToolServerStore;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.toolserver.ToolServer;
import dev.perdure.toolserver.ToolServerId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The servers of tools of organisations. */
final class InMemoryToolServers implements ToolServerStore {

    private final Memory memory;

    InMemoryToolServers(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Optional<ToolServer> find(OrganisationId organisation, ToolServerId id) {
        return memory.locked(() -> stored(organisation, id));
    }

    @Override
    public Optional<ToolServer> named(OrganisationId organisation, String name) {
        return memory.locked(() ->
                serversOf(organisation).filter(server -> server.name().equals(name)).findFirst());
    }

    @Override
    public List<ToolServer> list(OrganisationId organisation) {
        return memory.locked(() ->
                serversOf(organisation)
                        .sorted(Comparator.comparing(ToolServer::createdAt))
                        .toList());
    }

    @Override
    public ToolServerWrite insert(ToolServer server) {
        return memory.locked(() -> {
            if (memory.toolServers.containsKey(server.id())) {
                return ToolServerWrite.ID_TAKEN;
            }
            if (serversOf(server.organisation())
                    .anyMatch(other -> other.name().equals(server.name()))) {
                return ToolServerWrite.NAME_TAKEN;
            }
            memory.toolServers.put(server.id(), server);
            return ToolServerWrite.STORED;
        });
    }

    @Override
    public ToolServerWrite replace(ToolServer server, int seen) {
        return memory.locked(() -> {
            Optional<ToolServer> stored = stored(server.organisation(), server.id());
            if (stored.isEmpty() || stored.get().version() != seen) {
                return ToolServerWrite.VERSION_CONFLICT;
            }
            memory.toolServers.put(server.id(), server);
            return ToolServerWrite.STORED;
        });
    }

    @Override
    public boolean remove(OrganisationId organisation, ToolServerId id) {
        return memory.locked(() -> {
            boolean there = stored(organisation, id).isPresent();
            if (there) {
                memory.toolServers.remove(id);
            }
            return there;
        });
    }

    private Optional<ToolServer> stored(OrganisationId organisation, ToolServerId id) {
        return Optional.ofNullable(memory.toolServers.get(id))
                .filter(server -> server.organisation().equals(organisation));
    }

    private Stream<ToolServer> serversOf(OrganisationId organisation) {
        return memory.toolServers.values().stream()
                .filter(server -> server.organisation().equals(organisation));
    }
}
