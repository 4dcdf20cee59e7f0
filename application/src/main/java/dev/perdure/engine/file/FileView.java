package dev.perdure.engine.file;

import dev.perdure.event.StreamVersion;
import org.jspecify.annotations.Nullable;

/**
 * A workspace at a time.
 *
 * @param asOf of a session's own workspace: what was there when the fact of this version was
 *     written; absent means as it is now. A shared workspace is always seen as it is now
 */
public record FileView(WorkspaceKey workspace, @Nullable StreamVersion asOf) {

    public static FileView now(WorkspaceKey workspace) {
        return new FileView(workspace, null);
    }

    public static FileView asOf(WorkspaceKey workspace, StreamVersion fact) {
        return new FileView(workspace, fact);
    }
}
