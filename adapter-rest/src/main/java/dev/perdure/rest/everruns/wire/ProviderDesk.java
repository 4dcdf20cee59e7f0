package dev.perdure.rest.everruns.wire;

import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.provider.ProviderEdit;
import dev.perdure.engine.provider.SyncModels;
import dev.perdure.engine.provider.Verification;
import dev.perdure.model.ModelRef;
import dev.perdure.provider.OfferedModel;
import dev.perdure.provider.OfferedModelId;
import dev.perdure.provider.Provider;
import dev.perdure.provider.ProviderId;
import dev.perdure.refusal.Refusal;
import dev.perdure.rest.http.HttpProblem;
import dev.perdure.rest.http.ModelParts;
import dev.perdure.rest.http.ProblemException;
import dev.perdure.tenant.OrganisationId;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What requests of any generation want with providers and their models, for one organisation. */
public final class ProviderDesk {

    private final ModelParts models;
    private final OrganisationId organisation;

    public ProviderDesk(ModelParts models, OrganisationId organisation) {
        this.models = models;
        this.organisation = organisation;
    }

    public List<ProviderView> providers() {
        return Shelf.of(models, organisation).providers();
    }

    public ProviderView provider(String id) {
        return found(id);
    }

    /** The models of everybody, or of one provider. */
    public List<ModelView> models(@Nullable String provider) {
        Shelf shelf = Shelf.of(models, organisation);
        return provider == null ? shelf.models() : shelf.modelsOf(found(provider).id());
    }

    public ModelView model(String id) {
        return WireId.MODEL
                .read(id)
                .flatMap(uuid -> Shelf.of(models, organisation).model(uuid))
                .orElseThrow(() -> RequestProblems.noSuch("model", id));
    }

    public ProviderView add(Fields body) {
        Provider added =
                RequestProblems.accepted(
                        models.cases().add().add(organisation, new ProviderRequest(body).draft()));
        return shown(added.id());
    }

    public ProviderView revise(String id, Fields body) {
        ProviderEdit edit = new ProviderRequest(body).edit();
        return shown(revised(own(id), edit).id());
    }

    public void remove(String id) {
        if (!models.cases().remove().remove(organisation, own(id))) {
            throw RequestProblems.noSuch("provider", id);
        }
    }

    public ModelView addModel(String provider, Fields body) {
        OfferedModelRequest request = new OfferedModelRequest(body);
        OfferedModelId id = new OfferedModelId(UUID.randomUUID());
        revised(
                own(provider),
                new ProviderEdit(
                        (before, now) -> {
                            List<OfferedModel> all = new ArrayList<>(before.models());
                            all.add(request.created(id, now));
                            return Either.right(before.withModels(all));
                        },
                        null));
        return model(id.value().toString());
    }

    public ModelView reviseModel(String id, Fields body) {
        OfferedModelRequest request = new OfferedModelRequest(body);
        ModelView model = ownModel(id);
        OfferedModelId known = new OfferedModelId(model.id());
        revised(
                new ProviderId(model.provider().id()),
                new ProviderEdit(
                        (before, now) ->
                                Either.right(
                                        before.withModel(
                                                known, listed -> request.revised(listed, now))),
                        null));
        return model(id);
    }

    public void removeModel(String id) {
        ModelView model = ownModel(id);
        revised(
                new ProviderId(model.provider().id()),
                ProviderEdit.of(before -> before.withoutModel(new OfferedModelId(model.id()))));
    }

    /** Asks the provider whether it answers, with the model that the body names, if it does. */
    public Verification verify(String id, Fields body) throws InterruptedException {
        Optional<String> model = body.string("model_id");
        ProviderView provider = found(id);
        if (provider.isShared()) {
            return verifyShared(provider, model);
        }
        return RequestProblems.accepted(
                models.cases().verify().verify(organisation, own(id), model.orElse(null)));
    }

    private Verification verifyShared(ProviderView provider, Optional<String> model)
            throws InterruptedException {
        List<ModelView> listed = Shelf.of(models, organisation).modelsOf(provider.id());
        String asked =
                model.map(name ->
                                listed.stream()
                                        .filter(each -> each.name().equals(name))
                                        .findFirst()
                                        .map(ModelView::reference)
                                        .orElse(provider.slug() + "/" + name))
                        .or(() -> listed.stream().findFirst().map(ModelView::reference))
                        .orElseThrow(() ->
                                RequestProblems.invalid(
                                        "model_id", "is required: the provider lists no model."));
        ModelRef reference = new ModelRef(asked);
        ModelClient client =
                models.catalog()
                        .serving(organisation, reference)
                        .orElseThrow(() -> RequestProblems.noSuch("model", asked));
        return models.cases().verify().called(client, reference);
    }

    public SyncModels.Synced sync(String id) throws InterruptedException {
        return RequestProblems.accepted(models.cases().syncModels().sync(organisation, own(id)));
    }

    /** How many keys came under the newest master key. */
    public int rewrapKeys() {
        return models.cases().rewrapKeys().rewrap(organisation);
    }

    private Provider revised(ProviderId id, ProviderEdit edit) {
        return RequestProblems.accepted(models.cases().revise().revise(organisation, id, edit));
    }

    private ProviderId own(String id) {
        ProviderView view = found(id);
        refuseShared(view);
        return new ProviderId(view.id());
    }

    private ModelView ownModel(String id) {
        ModelView model = model(id);
        refuseShared(model.provider());
        return model;
    }

    private ProviderView found(String id) {
        return WireId.PROVIDER
                .read(id)
                .flatMap(uuid -> Shelf.of(models, organisation).provider(uuid))
                .orElseThrow(() -> RequestProblems.noSuch("provider", id));
    }

    private ProviderView shown(ProviderId id) {
        return Shelf.of(models, organisation)
                .provider(id.value())
                .orElseThrow(() ->
                        new ProblemException(
                                HttpProblem.notFound(
                                        new Refusal.NotFound("provider", id.value().toString())
                                                .sentence())));
    }

    private static void refuseShared(ProviderView provider) {
        if (provider.isShared()) {
            throw new ProblemException(
                    HttpProblem.conflict(
                            "The provider "
                                    + provider.name()
                                    + " belongs to the installation: its configuration has it."));
        }
    }
}
