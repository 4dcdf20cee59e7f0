package dev.perdure.engine.session;

import dev.perdure.engine.identity.IdSource;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.model.ModelCatalog;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.tool.ToolCatalog;
import dev.perdure.event.SessionEvent;
import dev.perdure.file.WorkspaceId;
import dev.perdure.harness.HarnessDefinition;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.Session;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.session.SessionStatus;
import dev.perdure.tenant.OrganisationId;
import io.vavr.control.Either;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens a session: the append that begins its stream. What the settings name has to exist. What its
 * harness gives is kept with the session, so that it stays what it is however the harness changes.
 */
public final class OpenSession {

    private final Storage storage;
    private final Harnesses harnesses;
    private final ToolCatalog tools;
    private final ModelCatalog models;
    private final IdSource ids;

    public OpenSession(
            Storage storage,
            Harnesses harnesses,
            ToolCatalog tools,
            ModelCatalog models,
            IdSource ids) {
        this.storage = storage;
        this.harnesses = harnesses;
        this.tools = tools;
        this.models = models;
        this.ids = ids;
    }

    public Either<Refusal, Session> open(OrganisationId organisation, SessionSettings settings) {
        return check(organisation, settings).map(checked -> append(organisation, checked));
    }

    private Either<Refusal, SessionSettings> check(
            OrganisationId organisation, SessionSettings settings) {
        Optional<HarnessDefinition> harness = harnesses.find(settings.harness());
        if (harness.isEmpty()) {
            return Either.left(Refusal.noSuchHarness(settings.harness().value().toString()));
        }
        if (settings.agent() != null
                && storage.agents().find(organisation, settings.agent()).isEmpty()) {
            return Either.left(Refusal.noSuchAgent(settings.agent().value().toString()));
        }
        @Nullable WorkspaceId shared = settings.workspace();
        if (shared != null && !isOpen(organisation, shared)) {
            return Either.left(Refusal.noSuchWorkspace(shared.value().toString()));
        }
        if (settings.model() != null && models.serving(organisation, settings.model()).isEmpty()) {
            return Either.left(Refusal.noSuchModel(settings.model().name()));
        }
        if (settings.maxSteps() != null && settings.maxSteps() < 1) {
            return Either.left(Refusal.noSteps());
        }
        return tools.objection(organisation, settings.capabilities())
                .<Either<Refusal, SessionSettings>>map(Either::left)
                .orElseGet(() -> Either.right(settings.on(harnesses.base(harness.get()))));
    }

    /** A workspace that is a session's own is shared with nobody, and not found here. */
    private boolean isOpen(OrganisationId organisation, WorkspaceId shared) {
        return storage.workspaces()
                .find(organisation, shared)
                .filter(workspace -> !workspace.isArchived())
                .isPresent();
    }

    private Session append(OrganisationId organisation, SessionSettings settings) {
        SessionKey key = new SessionKey(organisation, new SessionId(ids.next()));
        Batch batch =
                Batch.of(
                        key,
                        new Guard.NewStream(),
                        List.of(new SessionEvent.SessionOpened(settings)));
        AppendOutcome outcome = Appends.one(storage.log(), batch);
        if (outcome instanceof AppendOutcome.Appended appended) {
            Instant time = appended.envelopes().getFirst().time();
            return new Session(key, settings, SessionStatus.STARTED, time, time);
        }
        throw new IllegalStateException("a fresh session id was refused: " + outcome);
    }
}
