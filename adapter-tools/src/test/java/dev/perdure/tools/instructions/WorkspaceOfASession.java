package dev.perdure.tools.instructions;

import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.engine.file.FileChange;
import dev.perdure.engine.file.FileContent;
import dev.perdure.engine.file.FileView;
import dev.perdure.engine.file.FileWrite;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.event.SessionEvent;
import dev.perdure.file.FilePath;
import dev.perdure.harness.Harness;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.TurnId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** One session in memory, whose files the test writes. */
final class WorkspaceOfASession {

    private final InMemoryStorage storage = InMemoryStorage.open();
    private final SessionKey session =
            new SessionKey(OrganisationId.DEFAULT, new SessionId(new UUID(2, 2)));

    WorkspaceOfASession() {
        SessionSettings settings = SessionSettings.of(Harness.GENERIC_ID, null, "a session");
        Appends.one(
                storage.log(),
                Batch.of(
                        session,
                        new Guard.NewStream(),
                        List.of(new SessionEvent.SessionOpened(settings))));
    }

    InMemoryStorage storage() {
        return storage;
    }

    void put(String path, String content) {
        put(path, FileContent.of(content));
    }

    void put(String path, FileContent content) {
        storage.files()
                .write(
                        FileWrite.of(
                                WorkspaceKey.own(session),
                                new FilePath(path),
                                new FileChange.Put(content, null),
                                Instant.EPOCH));
    }

    /** What the capability has to say of the files as they are. */
    String instructions(ToolRunner runner) {
        CapabilityRef use =
                new CapabilityRef(runner.capabilities().getFirst().id(), JsonObject.empty());
        return runner.instructions(use, FileView.now(WorkspaceKey.own(session)));
    }

    ToolResult run(ToolRunner runner, String tool, String arguments) throws InterruptedException {
        CapabilityId capability = runner.capabilities().getFirst().id();
        ToolCall call = new ToolCall(new ToolCallId("call"), tool, new JsonText(arguments));
        ToolContext context =
                new ToolContext(
                        session,
                        new TurnId(new UUID(1, 1)),
                        JsonObject.empty(),
                        new IdempotencyKey("key"),
                        Instant.MAX);
        return runner.run(capability, call, context);
    }
}
