package dev.perdure.contract.lies;

import dev.perdure.engine.file.WorkspaceStore;
import dev.perdure.engine.store.Storage;
import dev.perdure.file.Workspace;
import dev.perdure.file.WorkspaceId;
import dev.perdure.tenant.OrganisationId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Lies about the workspaces that sessions share. */
final class WorkspaceLies {

    private WorkspaceLies() {}

    static List<Lie> all() {
        return List.of(
                lie("adds no workspace", AddsNone::new),
                lie("shows workspaces to strangers", ShowsToStrangers::new),
                lie("says that a name is free", TakesAnyName::new),
                lie("replaces no workspace", ReplacesNone::new));
    }

    private static Lie lie(String name, Function<WorkspaceStore, WorkspaceStore> lying) {
        return new Lie(
                name,
                () ->
                        new Liar() {
                            @Override
                            WorkspaceStore workspaces(Storage truth) {
                                return lying.apply(truth.workspaces());
                            }
                        });
    }

    private static class TrueWorkspaces implements WorkspaceStore {

        final WorkspaceStore truth;

        TrueWorkspaces(WorkspaceStore truth) {
            this.truth = truth;
        }

        @Override
        public Optional<Workspace> find(OrganisationId organisation, WorkspaceId id) {
            return truth.find(organisation, id);
        }

        @Override
        public List<Workspace> list(OrganisationId organisation) {
            return truth.list(organisation);
        }

        @Override
        public WorkspaceWrite insert(Workspace workspace) {
            return truth.insert(workspace);
        }

        @Override
        public WorkspaceWrite replace(Workspace workspace) {
            return truth.replace(workspace);
        }
    }

    private static final class AddsNone extends TrueWorkspaces {

        AddsNone(WorkspaceStore truth) {
            super(truth);
        }

        @Override
        public WorkspaceWrite insert(Workspace workspace) {
            return WorkspaceWrite.STORED;
        }
    }

    private static final class ShowsToStrangers extends TrueWorkspaces {

        ShowsToStrangers(WorkspaceStore truth) {
            super(truth);
        }

        @Override
        public Optional<Workspace> find(OrganisationId organisation, WorkspaceId id) {
            return truth.find(OrganisationId.DEFAULT, id);
        }
    }

    private static final class TakesAnyName extends TrueWorkspaces {

        TakesAnyName(WorkspaceStore truth) {
            super(truth);
        }

        @Override
        public WorkspaceWrite insert(Workspace workspace) {
            truth.insert(workspace);
            return WorkspaceWrite.STORED;
        }
    }

    private static final class ReplacesNone extends TrueWorkspaces {

        ReplacesNone(WorkspaceStore truth) {
            super(truth);
        }

        @Override
        public WorkspaceWrite replace(Workspace workspace) {
            return WorkspaceWrite.STORED;
        }
    }
}
