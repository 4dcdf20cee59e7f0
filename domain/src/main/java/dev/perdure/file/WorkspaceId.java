package dev.perdure.file;

import java.util.UUID;

/** Identity of a workspace. That of a session's own workspace is the identity of the session. */
public record WorkspaceId(UUID value) {}
