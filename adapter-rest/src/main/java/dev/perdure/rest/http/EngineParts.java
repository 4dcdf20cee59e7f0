package dev.perdure.rest.http;

import dev.perdure.engine.agent.ArchiveAgent;
import dev.perdure.engine.agent.RegisterAgent;
import dev.perdure.engine.agent.ReviseAgent;
import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.log.EventTail;
import dev.perdure.engine.session.CancelTurn;
import dev.perdure.engine.session.Harnesses;
import dev.perdure.engine.session.OpenSession;
import dev.perdure.engine.session.RemoveSession;
import dev.perdure.engine.session.SubmitMessage;
import dev.perdure.engine.store.AgentStore;
import dev.perdure.engine.store.SessionStore;

/** What the dialects ask of the engine: use cases to change things, readers to look at them. */
public record EngineParts(
        RegisterAgent registerAgent,
        ReviseAgent reviseAgent,
        ArchiveAgent archiveAgent,
        AgentStore agents,
        OpenSession openSession,
        SubmitMessage submitMessage,
        CancelTurn cancelTurn,
        RemoveSession removeSession,
        SessionStore sessions,
        Harnesses harnesses,
        EventReader reader,
        EventTail tail) {}
