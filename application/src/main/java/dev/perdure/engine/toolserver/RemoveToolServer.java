package dev.perdure.engine.toolserver;

import dev.perdure.engine.store.ToolServerStore;
import dev.perdure.refusal.Refusal;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.toolserver.ToolServerId;
import java.util.Optional;

/** Forgets a server of tools, with its headers and what was approved of it. */
public final class RemoveToolServer {

    private final ToolServerStore store;

    RemoveToolServer(ToolServerStore store) {
        this.store = store;
    }

    /** What speaks against it, if anything does. */
    public Optional<Refusal> remove(OrganisationId organisation, ToolServerId id) {
        return store.remove(organisation, id)
                ? Optional.empty()
                : Optional.of(ToolServerCheck.noSuch(id));
    }
}
