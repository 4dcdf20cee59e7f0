package dev.perdure.rest.http;

import dev.perdure.engine.Engine;
import dev.perdure.engine.file.FileStore;
import dev.perdure.engine.file.WorkspaceStore;
import dev.perdure.engine.session.FindWorkspace;
import java.time.InstantSource;

/** What the dialects ask of files. */
public record FileParts(
        FileStore files, WorkspaceStore workspaces, FindWorkspace ofSessions, InstantSource clock) {

    static FileParts of(Engine engine) {
        return new FileParts(
                engine.storage().files(),
                engine.storage().workspaces(),
                new FindWorkspace(engine.storage().sessions()),
                engine.storage().clock());
    }
}
