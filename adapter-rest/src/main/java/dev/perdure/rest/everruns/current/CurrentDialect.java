package dev.perdure.rest.everruns.current;

import dev.perdure.rest.everruns.wire.SessionLookup;
import dev.perdure.rest.http.EngineParts;
import dev.perdure.rest.http.OrganisationResolver;
import dev.perdure.rest.http.ProblemFormat;
import dev.perdure.rest.sse.Deliveries;
import dev.perdure.rest.sse.EventStreams;
import dev.perdure.rest.sse.StreamGate;
import dev.perdure.rest.sse.StreamStarts;
import jakarta.servlet.Filter;
import java.time.InstantSource;
import java.util.List;

/** The parts of this dialect that a server has to be given. */
public final class CurrentDialect {

    private final EngineParts engine;
    private final OrganisationResolver organisations;
    private final Deliveries deliveries;

    public CurrentDialect(
            EngineParts engine, OrganisationResolver organisations, Deliveries deliveries) {
        this.engine = engine;
        this.organisations = organisations;
        this.deliveries = deliveries;
    }

    /** The JAX-RS resources. */
    public List<Object> resources() {
        SessionLookup lookup = new SessionLookup(engine.sessions(), organisations);
        FileDesks desks = new FileDesks(engine.files(), lookup);
        return List.of(
                new AgentsResource(engine, organisations),
                new SessionsResource(engine, organisations),
                new MessagesResource(engine, organisations),
                new EventsResource(engine.reader(), lookup, deliveries),
                new DecisionsResource(engine.useCases(), lookup),
                new PendingApprovalsResource(engine.useCases(), organisations),
                new ApprovalsResource(engine.useCases(), lookup),
                new ToolResultsResource(engine.useCases(), lookup),
                new ToolCallsResource(engine.useCases(), lookup),
                new ExplanationResource(engine.useCases(), lookup),
                new PreviewResource(engine.useCases().resolveSettings(), engine.agents(), lookup),
                new CapabilitiesResource(engine.tools(), organisations),
                new HarnessesResource(engine.harnesses(), organisations),
                new McpServersResource(engine, organisations),
                new ProvidersResource(engine, organisations),
                new ModelsResource(engine.models(), organisations),
                new BudgetsResource(engine.useCases().budgets(), organisations),
                new SessionBudgetsResource(engine.useCases().budgets(), lookup),
                new BudgetCheckResource(engine.useCases().budgets(), lookup),
                new ResumeResource(engine.useCases().budgets(), lookup),
                new SchedulesResource(engine.useCases().schedules(), organisations),
                new SessionSchedulesResource(engine.useCases().schedules(), lookup),
                new SessionSecretsResource(engine.useCases().secrets(), lookup),
                new UsageResource(engine.sessions(), organisations, InstantSource.system()),
                new WorkspacesResource(engine.files(), organisations),
                new WorkspaceFilesResource(desks),
                new SessionFilesResource(desks),
                new AuthConfigResource());
    }

    /** The streams, which no resource can serve. */
    public Filter streams(EventStreams streams) {
        return new SessionStreamFilter(
                engine.reader(),
                new StreamStarts(engine.reader(), deliveries),
                new SessionLookup(engine.sessions(), organisations),
                new StreamGate(streams, problems()));
    }

    public ProblemFormat problems() {
        return new CurrentProblems();
    }
}
