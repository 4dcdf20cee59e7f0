package dev.perdure.rest.everruns.current;

import dev.perdure.engine.store.SessionStore;
import dev.perdure.engine.store.Spent;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.everruns.wire.QueryParameters;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.UsageWire;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.rest.everruns.wire.WireTime;
import dev.perdure.rest.http.JsonReply;
import dev.perdure.rest.http.OrganisationResolver;
import dev.perdure.rest.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;

/** What calls of models came to, a name of our own. */
@Path("/v1/usage")
public final class UsageResource {

    private static final Duration USUAL = Duration.ofDays(30);
    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

    private final SessionStore sessions;
    private final OrganisationResolver organisations;
    private final InstantSource clock;

    UsageResource(SessionStore sessions, OrganisationResolver organisations, InstantSource clock) {
        this.sessions = sessions;
        this.organisations = organisations;
        this.clock = clock;
    }

    @GET
    public Response sums(@Context HttpServletRequest request) {
        QueryParameters query = new QueryParameters(request);
        Spent.By by = by(query.last("group_by").orElse("organization"));
        Instant to = time(query, "to", clock.instant());
        Instant from = time(query, "from", to.minus(USUAL));
        List<JsonValue> sums =
                sessions
                        .spent(organisations.organisation(request), new Spent.Query(by, from, to))
                        .stream()
                        .<JsonValue>map(sum -> write(by, sum))
                        .toList();
        return JsonReply.ok(
                JsonObject.builder()
                        .put("from", WireTime.write(from))
                        .put("to", WireTime.write(to))
                        .put("data", new JsonArray(sums))
                        .build());
    }

    private static JsonObject write(Spent.By by, Spent sum) {
        JsonObjectBuilder body = JsonObject.builder();
        if (by == Spent.By.MODEL) {
            body.put("model", sum.of());
        } else if (!sum.of().isEmpty()) {
            UUID id = UUID.fromString(sum.of());
            switch (by) {
                case SESSION -> body.put("session_id", WireId.SESSION.write(id));
                case AGENT -> body.put("agent_id", WireId.AGENT.write(id));
                case ORGANISATION -> body.put("organization_id", WireId.ORGANISATION.write(id));
                case MODEL -> throw new IllegalStateException("written otherwise");
            }
        }
        return body.put("usage", UsageWire.write(sum.usage())).build();
    }

    private static Spent.By by(String group) {
        return switch (group) {
            case "session" -> Spent.By.SESSION;
            case "agent" -> Spent.By.AGENT;
            case "model" -> Spent.By.MODEL;
            case "org", "organization", "organisation" -> Spent.By.ORGANISATION;
            default ->
                    throw RequestProblems.invalid(
                            "group_by", "must be session, agent, model or organization.");
        };
    }

    private static Instant time(QueryParameters query, String name, Instant otherwise) {
        try {
            Instant time = query.last(name).map(Instant::parse).orElse(otherwise);
            if (time.isBefore(FIRST) || time.isAfter(LAST)) {
                throw wrong(name);
            }
            return time;
        } catch (DateTimeParseException notATime) {
            throw wrong(name);
        }
    }

    private static ProblemException wrong(String name) {
        return RequestProblems.invalid(name, "must be a time such as 2026-01-31T00:00:00Z.");
    }
}
