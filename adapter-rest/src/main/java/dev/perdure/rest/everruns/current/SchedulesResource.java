package dev.perdure.rest.everruns.current;

import dev.perdure.engine.schedule.ScheduleCases;
import dev.perdure.engine.store.Page;
import dev.perdure.engine.store.Window;
import dev.perdure.rest.everruns.wire.QueryParameters;
import dev.perdure.rest.http.JsonReply;
import dev.perdure.rest.http.OrganisationResolver;
import dev.perdure.schedule.Schedule;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** The schedules of all sessions of an organisation. */
@Path("/v1/schedules")
public final class SchedulesResource {

    static final int LIMIT_DEFAULT = 20;

    private final ScheduleCases schedules;
    private final OrganisationResolver organisations;

    SchedulesResource(ScheduleCases schedules, OrganisationResolver organisations) {
        this.schedules = schedules;
        this.organisations = organisations;
    }

    @GET
    public Response list(@Context HttpServletRequest request) {
        Window window = new QueryParameters(request).window(LIMIT_DEFAULT);
        Page<Schedule> page = schedules.read().all(organisations.organisation(request), window);
        return JsonReply.ok(ScheduleWire.page(page, window));
    }
}
