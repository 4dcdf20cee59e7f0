package dev.perdure.rest.everruns.nested;

import dev.perdure.rest.everruns.wire.AgentSessionLookup;
import dev.perdure.rest.http.EngineParts;
import dev.perdure.rest.http.OrganisationResolver;
import dev.perdure.rest.http.ProblemFormat;
import dev.perdure.rest.sse.Deliveries;
import dev.perdure.rest.sse.EventStreams;
import dev.perdure.rest.sse.StreamGate;
import jakarta.servlet.Filter;
import java.util.List;

/** The parts of these dialects that a server has to be given. */
public final class NestedDialect {

    private final EngineParts engine;
    private final OrganisationResolver organisations;
    private final Deliveries deliveries;

    public NestedDialect(
            EngineParts engine, OrganisationResolver organisations, Deliveries deliveries) {
        this.engine = engine;
        this.organisations = organisations;
        this.deliveries = deliveries;
    }

    /** The JAX-RS resources. */
    public List<Object> resources() {
        return List.of(
                new NestedSessionsResource(engine, organisations),
                new NestedMessagesResource(engine, organisations),
                new NestedEventsResource(
                        engine.reader(), AgentSessionLookup.of(engine, organisations), deliveries),
                new AgentCapabilitiesResource(engine, organisations),
                new LlmProvidersResource(engine.models(), organisations),
                new LlmModelsResource(engine.models(), organisations));
    }

    /** The streams, which no resource can serve. */
    public Filter streams(EventStreams streams) {
        return new NestedStreamFilter(
                engine.reader(),
                AgentSessionLookup.of(engine, organisations),
                new StreamGate(streams, new NestedProblems()));
    }

    /** The problems of these routes in their words, those of all others in the words of others. */
    public static ProblemFormat problems(ProblemFormat others) {
        return new ProblemsByPath(new NestedProblems(), others);
    }
}
