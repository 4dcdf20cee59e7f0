package dev.perdure.rest.http;

import dev.perdure.engine.Engine;
import dev.perdure.engine.UseCases;
import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.log.EventTail;
import dev.perdure.engine.session.Harnesses;
import dev.perdure.engine.store.AgentStore;
import dev.perdure.engine.store.SessionStore;
import dev.perdure.engine.store.ToolServerStore;
import dev.perdure.engine.tool.ToolCatalog;

/** What the dialects ask of the engine: use cases to change things, readers to look at them. */
public record EngineParts(
        UseCases useCases,
        AgentStore agents,
        SessionStore sessions,
        Harnesses harnesses,
        ToolCatalog tools,
        ModelParts models,
        FileParts files,
        ToolServerStore toolServers,
        EventReader reader,
        EventTail tail) {

    public static EngineParts of(Engine engine) {
        return new EngineParts(
                engine.useCases(),
                engine.storage().agents(),
                engine.storage().sessions(),
                engine.harnesses(),
                engine.tools(),
                ModelParts.of(engine),
                FileParts.of(engine),
                engine.storage().toolServers(),
                engine.storage().log(),
                engine.storage().log());
    }
}
