package dev.perdure.engine.turn.effect;

import dev.perdure.engine.model.ModelCatalog;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.ModelPrice;
import dev.perdure.model.ModelRef;
import dev.perdure.model.NextMove;
import dev.perdure.tenant.OrganisationId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way to a model: whatever is asked of it, for an answer or for notes, is asked through
 * here, so that what guards a call guards all of them. Thread-safe.
 */
final class ModelPassage {

    private static final Logger LOG = LoggerFactory.getLogger(ModelPassage.class);

    private final ModelCatalog models;
    private final Circuits circuits;
    private final Moments moments;

    ModelPassage(ModelCatalog models, Circuits circuits, Moments moments) {
        this.models = models;
        this.circuits = circuits;
        this.moments = moments;
    }

    ModelCatalog models() {
        return models;
    }

    /**
     * Makes one request, unless something stands against it.
     *
     * @return why there is no answer; null when it was read
     */
    @Nullable ModelFailure call(OrganisationId organisation, ModelRequest request, Reader reader)
            throws InterruptedException {
        Optional<ModelClient> client = models.serving(organisation, request.model());
        if (client.isEmpty()) {
            return noSuchModel(request.model().name());
        }
        try (Circuit.Pass pass = circuits.enter(organisation, request.model(), moments.now())) {
            ModelFailure refusal = pass.refusal();
            if (refusal != null) {
                return refusal;
            }
            ModelPrice price = models.price(organisation, request.model());
            ModelFailure failure =
                    read(
                            client.get(),
                            request,
                            stream -> reader.read(new PricedStream(stream, price)));
            if (failure == null) {
                pass.answered();
            } else {
                pass.failed(failure.kind(), moments.now());
            }
            return failure;
        }
    }

    private static @Nullable ModelFailure read(
            ModelClient client, ModelRequest request, Reader reader) throws InterruptedException {
        ModelStream stream = client.open(request);
        try {
            return reader.read(stream);
        } finally {
            close(stream, request.model());
        }
    }

    /** What became of the call is known by now; a driver that fails to tidy up changes nothing. */
    @SuppressWarnings("IllegalCatch")
    private static void close(ModelStream stream, ModelRef model) {
        try {
            stream.close();
        } catch (RuntimeException defect) {
            LOG.warn("A call of model {} could not be closed.", model.name(), defect);
        }
    }

    private static ModelFailure noSuchModel(String name) {
        return new ModelFailure(
                FailureKind.NOT_FOUND,
                new NextMove.GiveUp(),
                "There is no model " + name + " in this installation.");
    }

    /** Reads an answer to its end. */
    @FunctionalInterface
    interface Reader {

        /** What it failed with; null when it did not. */
        @Nullable ModelFailure read(ModelStream stream) throws InterruptedException;
    }
}
