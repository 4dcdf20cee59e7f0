package dev.perdure.rest.everruns.current;

import dev.perdure.file.Workspace;
import dev.perdure.file.WorkspaceId;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.rest.everruns.wire.Fields;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.rest.everruns.wire.WireTime;
import dev.perdure.tenant.OrganisationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Workspaces as bodies have them. */
final class WorkspaceWire {

    static final int NAME_CHARACTERS_MAX = 255;
    static final int DESCRIPTION_CHARACTERS_MAX = 2_048;

    private WorkspaceWire() {}

    static Workspace fresh(Fields body, WorkspaceId id, OrganisationId organisation, Instant now) {
        String name = body.string("name").orElseThrow(() -> body.missing("name"));
        return new Workspace(
                id, organisation, name(body, name), description(body, ""), now, now, null);
    }

    /** What is not mentioned stays. */
    static Workspace revised(Workspace before, Fields body, Instant now) {
        return new Workspace(
                before.id(),
                before.organisation(),
                name(body, body.string("name").orElse(before.name())),
                description(body, before.description()),
                before.createdAt(),
                now,
                archivedAt(before, body, now));
    }

    static Workspace archived(Workspace before, Instant now) {
        return new Workspace(
                before.id(),
                before.organisation(),
                before.name(),
                before.description(),
                before.createdAt(),
                now,
                before.archivedAt() == null ? now : before.archivedAt());
    }

    static JsonObject write(Workspace workspace) {
        JsonObjectBuilder body =
                JsonObject.builder()
                        .put("id", WireId.WORKSPACE.write(workspace.id().value()))
                        .put("name", workspace.name());
        if (!workspace.description().isEmpty()) {
            body.put("description", workspace.description());
        }
        body.put("status", workspace.isArchived() ? "archived" : "active")
                .put("created_at", WireTime.write(workspace.createdAt()))
                .put("updated_at", WireTime.write(workspace.updatedAt()));
        if (workspace.archivedAt() != null) {
            body.put("archived_at", WireTime.write(workspace.archivedAt()));
        }
        return body.build();
    }

    private static @Nullable Instant archivedAt(Workspace before, Fields body, Instant now) {
        return switch (body.string("status").orElse("")) {
            case "" -> before.archivedAt();
            case "active" -> null;
            case "archived" -> archived(before, now).archivedAt();
            default -> throw body.wrong("status", "active or archived");
        };
    }

    private static String name(Fields body, String name) {
        if (name.isBlank() || name.length() > NAME_CHARACTERS_MAX || isUnfit(name)) {
            throw body.wrong(
                    "name", "1 to " + NAME_CHARACTERS_MAX + " characters, none of them NUL");
        }
        return name;
    }

    private static String description(Fields body, String otherwise) {
        String description =
                body.has("description") ? body.string("description").orElse("") : otherwise;
        if (description.length() > DESCRIPTION_CHARACTERS_MAX || isUnfit(description)) {
            throw body.wrong(
                    "description",
                    "at most " + DESCRIPTION_CHARACTERS_MAX + " characters, none of them NUL");
        }
        return description;
    }

    /** A column of text holds neither NUL nor halves of characters. */
    private static boolean isUnfit(String text) {
        return text.codePoints()
                .anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }
}
