package dev.perdure.rest.everruns.current;

import dev.perdure.engine.session.SubmitMessage;
import dev.perdure.engine.view.FactWalk;
import dev.perdure.event.StreamVersion;
import dev.perdure.json.JsonObject;
import dev.perdure.rest.everruns.wire.JsonArrayStream;
import dev.perdure.rest.everruns.wire.MessageRequest;
import dev.perdure.rest.everruns.wire.QueryParameters;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.SessionLookup;
import dev.perdure.rest.http.EngineParts;
import dev.perdure.rest.http.JsonBody;
import dev.perdure.rest.http.JsonReply;
import dev.perdure.rest.http.OrganisationResolver;
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
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/** Messages of a session: the user's as they were accepted, the agent's as they were completed. */
@Path("/v1/sessions/{session}/messages")
public final class MessagesResource {

    static final int BODY_BYTES_MAX = 1024 * 1024;

    private final EngineParts engine;
    private final SessionLookup lookup;

    MessagesResource(EngineParts engine, OrganisationResolver organisations) {
        this.engine = engine;
        this.lookup = new SessionLookup(engine.sessions(), organisations);
    }

    /** Accepts a message; it is in the log when this answers, and its turn is due. */
    @POST
    public Response submit(
            @Context HttpServletRequest request,
            @PathParam("session") String session,
            InputStream body)
            throws IOException {
        SessionKey key = lookup.key(request, session);
        JsonObject sent = JsonBody.object(body, BODY_BYTES_MAX);
        SubmitMessage.Submitted submitted =
                RequestProblems.accepted(
                        engine.useCases()
                                .submitMessage()
                                .submit(
                                        key,
                                        MessageRequest.read(
                                                sent, request.getHeader("Idempotency-Key"))));
        return JsonReply.of(
                201,
                MessageWire.accepted(
                        submitted.envelope(), submitted.message(), submitted.duplicate()));
    }

    /**
     * All messages, oldest first; a window of them when {@code limit} or {@code offset} is given.
     */
    @GET
    public Response list(
            @Context HttpServletRequest request, @PathParam("session") String session) {
        SessionKey key = lookup.session(request, session).key();
        QueryParameters query = new QueryParameters(request);
        Stretch stretch =
                new Stretch(query.number("offset", 0).orElse(0), query.number("limit", 1));
        StreamVersion head =
                engine.reader().head(key).map(end -> end.version()).orElse(StreamVersion.NONE);
        StreamingOutput body = out -> write(out, key, head, stretch);
        return Response.ok(body, MediaType.APPLICATION_JSON_TYPE).build();
    }

    private void write(OutputStream out, SessionKey session, StreamVersion head, Stretch stretch)
            throws IOException {
        out.write(utf8("{\"data\":"));
        long total = writeArray(out, session, head, stretch, false);
        out.write(utf8(",\"total\":" + total + ",\"offset\":" + stretch.offset()));
        out.write(utf8(",\"limit\":" + stretch.limit().orElse(total) + ",\"messages\":"));
        // The same again, under the name where some clients look for it; the log does not change.
        writeArray(out, session, head, stretch, true);
        out.write('}');
    }

    /**
     * Writes the stretch and answers how many messages there are in all.
     *
     * @param only whether what comes after the stretch is left uncounted
     */
    private long writeArray(
            OutputStream out, SessionKey session, StreamVersion head, Stretch stretch, boolean only)
            throws IOException {
        JsonArrayStream array = new JsonArrayStream(out);
        FactWalk facts = FactWalk.upTo(engine.reader(), session, head);
        long seen = 0;
        while (facts.hasNext() && !(only && stretch.endsBefore(seen))) {
            Optional<JsonObject> message = MessageWire.of(facts.next());
            if (message.isPresent()) {
                if (stretch.has(seen)) {
                    array.add(message.get());
                }
                seen++;
            }
        }
        array.end();
        return seen;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Which messages are asked for, counted from 0. */
    private record Stretch(long offset, OptionalLong limit) {

        boolean has(long index) {
            return index >= offset && !endsBefore(index);
        }

        boolean endsBefore(long index) {
            return limit.isPresent() && index - offset >= limit.getAsLong();
        }
    }
}
