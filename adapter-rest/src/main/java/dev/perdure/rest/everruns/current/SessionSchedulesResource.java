package dev.perdure.rest.everruns.current;

import dev.perdure.engine.schedule.ScheduleCases;
import dev.perdure.engine.store.Page;
import dev.perdure.engine.store.Window;
import dev.perdure.json.JsonObject;
import dev.perdure.rest.everruns.wire.Fields;
import dev.perdure.rest.everruns.wire.QueryParameters;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.SessionLookup;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.rest.http.JsonBody;
import dev.perdure.rest.http.JsonReply;
import dev.perdure.schedule.Schedule;
import dev.perdure.schedule.ScheduleId;
import dev.perdure.session.SessionKey;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/** The messages a session is to be sent, once or again and again. */
@Path("/v1/sessions/{session}/schedules")
public final class SessionSchedulesResource {

    private static final int BODY_BYTES_MAX = 256 * 1024;

    private final ScheduleCases schedules;
    private final SessionLookup lookup;

    SessionSchedulesResource(ScheduleCases schedules, SessionLookup lookup) {
        this.schedules = schedules;
        this.lookup = lookup;
    }

    @POST
    public Response create(
            @Context HttpServletRequest request,
            @PathParam("session") String session,
            InputStream body)
            throws IOException {
        SessionKey key = lookup.session(request, session).key();
        Schedule made =
                RequestProblems.accepted(
                        schedules.keep().create(key, ScheduleRequest.draft(fields(body))));
        return JsonReply.of(201, ScheduleWire.write(made));
    }

    @GET
    public Response list(
            @Context HttpServletRequest request, @PathParam("session") String session) {
        SessionKey key = lookup.session(request, session).key();
        Window window = new QueryParameters(request).window(SchedulesResource.LIMIT_DEFAULT);
        Page<Schedule> page = schedules.read().of(key, window);
        return JsonReply.ok(ScheduleWire.page(page, window));
    }

    @GET
    @Path("{schedule}")
    public Response find(
            @Context HttpServletRequest request,
            @PathParam("session") String session,
            @PathParam("schedule") String schedule) {
        return JsonReply.ok(ScheduleWire.write(found(request, session, schedule)));
    }

    /** Pauses it, or goes on with it from the next slot on. */
    @PATCH
    @Path("{schedule}")
    public Response revise(
            @Context HttpServletRequest request,
            @PathParam("session") String session,
            @PathParam("schedule") String schedule,
            InputStream body)
            throws IOException {
        SessionKey key = lookup.key(request, session);
        ScheduleId id = id(schedule);
        Fields fields = fields(body);
        boolean enabled = fields.bool("enabled").orElseThrow(() -> fields.missing("enabled"));
        return JsonReply.ok(
                ScheduleWire.write(
                        RequestProblems.accepted(
                                enabled
                                        ? schedules.keep().resume(key, id)
                                        : schedules.keep().pause(key, id))));
    }

    @DELETE
    @Path("{schedule}")
    public Response cancel(
            @Context HttpServletRequest request,
            @PathParam("session") String session,
            @PathParam("schedule") String schedule) {
        RequestProblems.accepted(
                schedules.keep().cancel(lookup.key(request, session), id(schedule)));
        return JsonReply.noContent();
    }

    /** What became of its latest slots, latest first. */
    @GET
    @Path("{schedule}/slots")
    public Response slots(
            @Context HttpServletRequest request,
            @PathParam("session") String session,
            @PathParam("schedule") String schedule) {
        Window window = new QueryParameters(request).window(SchedulesResource.LIMIT_DEFAULT);
        JsonObject slots =
                ScheduleWire.slots(
                        schedules.read().slots(found(request, session, schedule), window));
        return JsonReply.ok(slots);
    }

    private Schedule found(HttpServletRequest request, String session, String schedule) {
        return RequestProblems.accepted(
                schedules.read().find(lookup.key(request, session), id(schedule)));
    }

    private static ScheduleId id(String text) {
        return WireId.SCHEDULE
                .read(text)
                .map(ScheduleId::new)
                .orElseThrow(() -> RequestProblems.noSuch("schedule", text));
    }

    private static Fields fields(InputStream body) throws IOException {
        return Fields.of(JsonBody.object(body, BODY_BYTES_MAX));
    }
}
