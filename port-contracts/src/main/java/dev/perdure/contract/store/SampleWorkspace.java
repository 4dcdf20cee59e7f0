package dev.perdure.contract.store;

import dev.perdure.file.Workspace;
import dev.perdure.file.WorkspaceId;
import dev.perdure.tenant.OrganisationId;
import java.time.Instant;
import java.util.UUID;

/** Workspaces to share. */
final class SampleWorkspace {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");

    private SampleWorkspace() {}

    static Workspace named(String name) {
        return of(OrganisationId.DEFAULT, name);
    }

    static Workspace of(OrganisationId organisation, String name) {
        return new Workspace(
                new WorkspaceId(UUID.randomUUID()),
                organisation,
                name,
                "What " + name + " is for.",
                NOON,
                NOON,
                null);
    }

    static Workspace archived(Workspace workspace) {
        return new Workspace(
                workspace.id(),
                workspace.organisation(),
                workspace.name(),
                workspace.description(),
                workspace.createdAt(),
                NOON.plusSeconds(9),
                NOON.plusSeconds(9));
    }
}
