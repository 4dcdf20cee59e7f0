package dev.perdure.contract.lies;

import dev.perdure.engine.store.ToolServerStore;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.toolserver.ToolServer;
import dev.perdure.toolserver.ToolServerId;
import java.util.List;
import java.util.Optional;

/** Passes everything on; a lie overrides one thing. */
class TrueToolServers implements ToolServerStore {

    final ToolServerStore truth;

    TrueToolServers(ToolServerStore truth) {
        this.truth = truth;
    }

    @Override
    public Optional<ToolServer> find(OrganisationId organisation, ToolServerId id) {
        return truth.find(organisation, id);
    }

    @Override
    public Optional<ToolServer> named(OrganisationId organisation, String name) {
        return truth.named(organisation, name);
    }

    @Override
    public List<ToolServer> list(OrganisationId organisation) {
        return truth.list(organisation);
    }

    @Override
    public ToolServerWrite insert(ToolServer server) {
        return truth.insert(server);
    }

    @Override
    public ToolServerWrite replace(ToolServer server, int seen) {
        return truth.replace(server, seen);
    }

    @Override
    public boolean remove(OrganisationId organisation, ToolServerId id) {
        return truth.remove(organisation, id);
    }
}
