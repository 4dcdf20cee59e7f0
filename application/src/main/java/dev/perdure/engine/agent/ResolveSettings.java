package dev.perdure.engine.agent;

import dev.perdure.agent.AgentSettings;
import dev.perdure.capability.CapabilityUse;
import dev.perdure.engine.file.FileView;
import dev.perdure.engine.model.ModelCatalog;
import dev.perdure.engine.session.Harnesses;
import dev.perdure.engine.tool.ToolCatalog;
import dev.perdure.harness.Harness;
import dev.perdure.harness.HarnessBase;
import dev.perdure.harness.HarnessDefinition;
import dev.perdure.message.Controls;
import dev.perdure.refusal.Refusal;
import dev.perdure.resolution.Resolution;
import dev.perdure.resolution.ResolvedAgent;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import io.vavr.control.Either;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a turn runs with: the settings of harness, agent, session and message in one, with what the
 * capabilities bring. Turns are begun on it, and it can be asked for before anything is said.
 *
 * @param files that capabilities may read what they say from; absent where there is no session yet
 */
public record ResolveSettings(
        Harnesses harnesses, ToolCatalog tools, ModelCatalog models, @Nullable FileView files) {

    /** Where there is no session yet, and so no files. */
    public ResolveSettings(Harnesses harnesses, ToolCatalog tools, ModelCatalog models) {
        this(harnesses, tools, models, null);
    }

    /** The same of turns that find these files. */
    public ResolveSettings seeing(FileView found) {
        return new ResolveSettings(harnesses, tools, models, found);
    }

    /**
     * What an organisation's turn would run with.
     *
     * @param agent absent when the harness answers by itself
     * @param controls of the message; {@link Controls#NONE} when it asks for nothing
     */
    public Either<Refusal, ResolvedAgent> resolve(
            OrganisationId organisation,
            @Nullable AgentSettings agent,
            SessionSettings session,
            Controls controls) {
        Optional<HarnessDefinition> definition = harnesses.find(session.harness());
        if (definition.isEmpty()) {
            return Either.left(Refusal.noSuchHarness(session.harness().value().toString()));
        }
        HarnessBase given =
                session.base() == null ? harnesses.base(definition.get()) : session.base();
        Harness harness = Harness.on(definition.get(), given, harnesses.defaults());
        boolean modelled =
                controls.model() != null
                        || session.model() != null
                        || (agent != null && agent.model() != null)
                        || given.model() != null;
        Harness base = modelled ? harness : based(harness, organisation);
        return new Resolution(base, agent, session, controls)
                .resolve(named -> tools.uses(organisation, named).map(this::inSession))
                .map(resolved ->
                        resolved.withModelsNamed(model -> models.named(organisation, model)))
                .flatMap(resolved -> unreserved(resolved, session, controls));
    }

    /** A model of the engine's own answers only in a session that the engine opened on it. */
    private Either<Refusal, ResolvedAgent> unreserved(
            ResolvedAgent resolved, SessionSettings session, Controls controls) {
        boolean engines =
                controls.model() == null
                        && session.model() != null
                        && models.isReserved(session.model())
                        && !session.ancestors().isEmpty();
        return Stream.concat(Stream.of(resolved.model()), resolved.fallbackModels().stream())
                .filter(model -> models.isReserved(model) && !engines)
                .findFirst()
                .<Either<Refusal, ResolvedAgent>>map(
                        model -> Either.left(Refusal.noSuchModel(model.name())))
                .orElseGet(() -> Either.right(resolved));
    }

    private List<CapabilityUse> inSession(List<CapabilityUse> uses) {
        return files == null ? uses : tools.inSession(uses, files);
    }

    /** What names no model gets that of its organisation, and only then the installation's. */
    private Harness based(Harness harness, OrganisationId organisation) {
        return models.standard(organisation).map(harness::withModel).orElse(harness);
    }
}
