package dev.perdure.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.StorageContract;
import dev.perdure.engine.file.WorkspaceStore;
import dev.perdure.engine.file.WorkspaceStore.WorkspaceWrite;
import dev.perdure.file.Workspace;
import dev.perdure.tenant.OrganisationId;
import org.junit.jupiter.api.Test;

/** What a {@link WorkspaceStore} owes. */
public abstract class WorkspaceStoreContract extends StorageContract {

    @Test
    void an_added_workspace_is_found_as_it_was_added() {
        Workspace workspace = stored(SampleWorkspace.named("first"));
        Workspace second = stored(SampleWorkspace.named("second"));

        for (WorkspaceStore store : new WorkspaceStore[] {workspaces(), otherNode().workspaces()}) {
            assertThat(store.find(OrganisationId.DEFAULT, workspace.id())).contains(workspace);
            assertThat(store.list(OrganisationId.DEFAULT)).containsExactly(workspace, second);
        }
    }

    @Test
    void a_workspace_of_another_organisation_does_not_exist() {
        Workspace workspace = stored(SampleWorkspace.named("ours"));
        OrganisationId stranger = stranger();

        assertThat(workspaces().find(stranger, workspace.id())).isEmpty();
        assertThat(workspaces().list(stranger)).isEmpty();
        Workspace seized =
                new Workspace(
                        workspace.id(),
                        stranger,
                        "seized",
                        "",
                        workspace.createdAt(),
                        workspace.updatedAt(),
                        null);
        assertThat(workspaces().replace(seized)).isEqualTo(WorkspaceWrite.NOT_FOUND);
        assertThat(workspaces().list(OrganisationId.DEFAULT)).containsExactly(workspace);
    }

    @Test
    void a_name_is_used_once_among_those_in_use() {
        Workspace first = stored(SampleWorkspace.named("a name"));

        assertThat(workspaces().insert(SampleWorkspace.named("a name")))
                .isEqualTo(WorkspaceWrite.NAME_TAKEN);
        assertThat(workspaces().insert(SampleWorkspace.of(stranger(), "a name")))
                .isEqualTo(WorkspaceWrite.STORED);
        Workspace other = stored(SampleWorkspace.named("another"));
        assertThat(workspaces().replace(renamed(other, "a name")))
                .isEqualTo(WorkspaceWrite.NAME_TAKEN);

        Workspace archived = SampleWorkspace.archived(first);
        assertThat(workspaces().replace(archived)).isEqualTo(WorkspaceWrite.STORED);
        Workspace second = stored(SampleWorkspace.named("a name"));
        assertThat(workspaces().replace(first)).isEqualTo(WorkspaceWrite.NAME_TAKEN);
        assertThat(workspaces().list(OrganisationId.DEFAULT))
                .containsExactly(archived, other, second);
    }

    @Test
    void a_workspace_is_replaced() {
        Workspace workspace = stored(SampleWorkspace.named("before"));
        Workspace after = renamed(workspace, "after");

        assertThat(workspaces().replace(after)).isEqualTo(WorkspaceWrite.STORED);

        assertThat(workspaces().find(OrganisationId.DEFAULT, after.id())).contains(after);
        assertThat(workspaces().replace(SampleWorkspace.named("nobody's")))
                .isEqualTo(WorkspaceWrite.NOT_FOUND);
        assertThat(workspaces().list(OrganisationId.DEFAULT)).containsExactly(after);
    }

    private static Workspace renamed(Workspace workspace, String name) {
        return new Workspace(
                workspace.id(),
                workspace.organisation(),
                name,
                workspace.description(),
                workspace.createdAt(),
                workspace.updatedAt(),
                workspace.archivedAt());
    }

    private WorkspaceStore workspaces() {
        return node().workspaces();
    }

    private Workspace stored(Workspace workspace) {
        assertThat(workspaces().insert(workspace)).isEqualTo(WorkspaceWrite.STORED);
        assertThat(workspaces().find(workspace.organisation(), workspace.id())).contains(workspace);
        return workspace;
    }
}
