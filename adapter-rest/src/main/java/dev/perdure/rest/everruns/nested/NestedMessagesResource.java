package dev.perdure.rest.everruns.nested;

import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.session.MessageDraft;
import dev.perdure.engine.session.SubmitMessage.Submitted;
import dev.perdure.event.Envelope;
import dev.perdure.event.StreamVersion;
import dev.perdure.json.JsonObject;
import dev.perdure.rest.everruns.wire.AgentSessionLookup;
import dev.perdure.rest.everruns.wire.MessageRequest;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.http.EngineParts;
import dev.perdure.rest.http.JsonBody;
import dev.perdure.rest.http.JsonReply;
import dev.perdure.rest.http.OrganisationResolver;
import dev.perdure.session.Session;
import dev.perdure.session.SessionKey;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Messages of a session below its agent. An answer mirrors the form of the message it is to; the
 * list has the form in which the session's first user wrote.
 */
@Path("/v1/agents/{agent}/sessions/{session}/messages")
public final class NestedMessagesResource {

    static final int BODY_BYTES_MAX = 1024 * 1024;

    private final EngineParts engine;
    private final EventReader log;
    private final AgentSessionLookup lookup;
    private final MessageCounts counts;

    NestedMessagesResource(EngineParts engine, OrganisationResolver organisations) {
        this.engine = engine;
        this.log = engine.reader();
        this.lookup = AgentSessionLookup.of(engine, organisations);
        this.counts = new MessageCounts(log);
    }

    /** Accepts a message; it is in the log when this answers, and its turn is due. */
    @POST
    public Response submit(
            @Context HttpServletRequest request,
            @PathParam("agent") String agent,
            @PathParam("session") String session,
            InputStream body)
            throws IOException {
        Optional<Generation> asked = Generation.asked(request);
        JsonObject sent = JsonBody.object(body, BODY_BYTES_MAX);
        SessionKey key = lookup.session(request, agent, session).key();
        MessageDraft draft =
                MessageRequest.read(sent, request.getHeader("Idempotency-Key"))
                        .keeping(SessionForm.kept(MessageRequest.contentObject(sent)));
        Submitted submitted =
                RequestProblems.accepted(engine.useCases().submitMessage().submit(key, draft));
        SessionForm form =
                asked.map(SessionForm::of).orElseGet(() -> SessionForm.of(submitted.message()));
        Envelope fact = submitted.envelope();
        long sequence = sequence(key, fact.version());
        return form == SessionForm.OBJECT
                ? ShellSafe.created(ObjectMessages.received(fact, submitted.message(), sequence))
                : JsonReply.of(201, PartsMessage.of(fact, submitted.message(), sequence));
    }

    @GET
    public Response list(
            @Context HttpServletRequest request,
            @PathParam("agent") String agent,
            @PathParam("session") String session) {
        Optional<Generation> asked = Generation.asked(request);
        Session found = lookup.session(request, agent, session);
        SessionForm form =
                asked.map(SessionForm::of).orElseGet(() -> SessionForm.of(log, found.key()));
        StreamVersion head =
                log.head(found.key()).map(SessionHead::version).orElse(StreamVersion.NONE);
        MessageList list = new MessageList(log, found.key(), head, form);
        StreamingOutput body =
                form == SessionForm.OBJECT ? out -> list.write(new ShellSafe(out)) : list::write;
        return Response.ok(body, MediaType.APPLICATION_JSON_TYPE).build();
    }

    /** Where the list of the session's messages will count this one. */
    private long sequence(SessionKey session, StreamVersion version) {
        return switch (SessionForm.of(log, session)) {
            case OBJECT -> counts.before(session, version) + 1;
            case PARTS -> version.value();
        };
    }
}
