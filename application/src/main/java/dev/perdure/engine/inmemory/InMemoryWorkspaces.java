package dev.perdure.engine.inmemory;

import dev.perdure.engine.file.WorkspaceStore;
import dev.perdure.file.Workspace;
import dev.perdure.file.WorkspaceId;
import dev.perdure.tenant.OrganisationId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The workspaces that sessions share. */
final class InMemoryWorkspaces implements WorkspaceStore {

    private final Memory memory;

    InMemoryWorkspaces(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Optional<Workspace> find(OrganisationId organisation, WorkspaceId id) {
        return memory.locked(() ->
                Optional.ofNullable(memory.workspaces.get(id))
                        .filter(workspace -> workspace.organisation().equals(organisation)));
    }

    @Override
    public List<Workspace> list(OrganisationId organisation) {
        return memory.locked(() ->
                memory.workspaces.values().stream()
                        .filter(workspace -> workspace.organisation().equals(organisation))
                        .sorted(Comparator.comparing(Workspace::createdAt))
                        .toList());
    }

    @Override
    public WorkspaceWrite insert(Workspace workspace) {
        return memory.locked(() -> stored(workspace));
    }

    @Override
    public WorkspaceWrite replace(Workspace workspace) {
        return memory.locked(() ->
                find(workspace.organisation(), workspace.id()).isEmpty()
                        ? WorkspaceWrite.NOT_FOUND
                        : stored(workspace));
    }

    private WorkspaceWrite stored(Workspace workspace) {
        boolean taken =
                !workspace.isArchived()
                        && memory.workspaces.values().stream()
                                .anyMatch(other ->
                                        !other.id().equals(workspace.id())
                                                && !other.isArchived()
                                                && other.organisation()
                                                        .equals(workspace.organisation())
                                                && other.name().equals(workspace.name()));
        if (taken) {
            return WorkspaceWrite.NAME_TAKEN;
        }
        memory.workspaces.put(workspace.id(), workspace);
        return WorkspaceWrite.STORED;
    }
}
