package dev.perdure.engine.file;

import dev.perdure.file.FilePath;
import java.time.Instant;

/**
 * One change of a workspace, which happens whole or not at all.
 *
 * @param at when it is asked for
 */
public record FileWrite(
        WorkspaceKey workspace,
        FilePath path,
        FileChange change,
        FileCondition condition,
        FileOrigin origin,
        FileBounds bounds,
        Instant at) {

    /** By a client, whatever is there, within the usual bounds. */
    public static FileWrite of(
            WorkspaceKey workspace, FilePath path, FileChange change, Instant at) {
        return new FileWrite(
                workspace,
                path,
                change,
                new FileCondition.Any(),
                FileOrigin.CLIENT,
                FileBounds.STANDARD,
                at);
    }

    public FileWrite when(FileCondition believed) {
        return new FileWrite(workspace, path, change, believed, origin, bounds, at);
    }

    public FileWrite by(FileOrigin writer) {
        return new FileWrite(workspace, path, change, condition, writer, bounds, at);
    }

    public FileWrite within(FileBounds room) {
        return new FileWrite(workspace, path, change, condition, origin, room, at);
    }
}
