package dev.perdure.engine.turn.effect;

import dev.perdure.engine.model.ModelCatalog;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.loop.BudgetNews;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.ModelPrice;
import dev.perdure.model.ModelRef;
import dev.perdure.model.NextMove;
import java.util.List;
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
    private final Spending spending;
    private final Moments moments;

    ModelPassage(ModelCatalog models, Circuits circuits, Spending spending, Moments moments) {
        this.models = models;
        this.circuits = circuits;
        this.spending = spending;
        this.moments = moments;
    }

    ModelCatalog models() {
        return models;
    }

    /** Makes one request, unless something stands against it. */
    Passed call(Payer payer, ModelRequest request, Reader reader) throws InterruptedException {
        Optional<ModelClient> client = models.answering(payer.organisation(), request.model());
        if (client.isEmpty()) {
            return Passed.without(payer, noSuchModel(request.model().name()));
        }
        try (Circuit.Pass pass =
                circuits.enter(payer.organisation(), request.model(), moments.now())) {
            ModelFailure refusal = pass.refusal();
            return refusal == null
                    ? paid(payer, new Call(client.get(), request, reader), pass)
                    : Passed.without(payer, refusal);
        }
    }

    private Passed paid(Payer payer, Call call, Circuit.Pass pass) throws InterruptedException {
        ModelPrice price = models.price(payer.organisation(), call.request().model());
        Spending.Size size =
                Spending.Size.of(
                        call.request(),
                        models.profile(payer.organisation(), call.request().model()));
        try (Allowance allowance = spending.enter(payer, size, price, moments.now())) {
            ModelFailure refusal = allowance.refusal();
            if (refusal != null) {
                return new Passed(refusal, allowance.news());
            }
            MeteredStream stream = new MeteredStream(call.client().open(call.request()), price);
            ModelFailure failure = read(stream, call);
            if (failure == null) {
                pass.answered();
            } else {
                pass.failed(failure.kind(), moments.now());
            }
            allowance.settle(stream, price, failure, moments.now());
            return new Passed(failure, allowance.news());
        }
    }

    private static @Nullable ModelFailure read(MeteredStream stream, Call call)
            throws InterruptedException {
        try {
            return call.reader().read(stream);
        } finally {
            close(stream, call.request().model());
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

    private record Call(ModelClient client, ModelRequest request, Reader reader) {}

    /**
     * What came of a request.
     *
     * @param failure why there is no answer; absent when it was read
     * @param news what budgets had to say to it
     */
    record Passed(@Nullable ModelFailure failure, BudgetNews news) {

        /** There was no call, and no budget was asked: what held the turn holds it still. */
        private static Passed without(Payer payer, ModelFailure refusal) {
            return new Passed(refusal, new BudgetNews(payer.heldBy(), null, List.of()));
        }
    }

    /** Reads an answer to its end. */
    @FunctionalInterface
    interface Reader {

        /** What it failed with; null when it did not. */
        @Nullable ModelFailure read(ModelStream stream) throws InterruptedException;
    }
}
