package dev.perdure.engine.provider;

import dev.perdure.engine.identity.IdSource;
import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelDrivers;
import dev.perdure.engine.model.ModelListing;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.engine.model.ModelTimeouts;
import dev.perdure.engine.model.ProviderAccess;
import dev.perdure.engine.store.ProviderStore;
import dev.perdure.event.StreamVersion;
import dev.perdure.json.JsonObject;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.message.Controls;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.message.Role;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.ModelRef;
import dev.perdure.provider.OfferedModel;
import dev.perdure.provider.Provider;
import dev.perdure.provider.ProviderId;
import dev.perdure.refusal.Refusal;
import dev.perdure.tenant.OrganisationId;
import io.vavr.control.Either;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a provider whether it answers as it is kept: by one small call of a model, or where none is
 * known by asking which models it has. Blocks, never for long.
 */
public final class VerifyProvider {

    static final ModelTimeouts TIMEOUTS =
            new ModelTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(20));

    private final ProviderStore store;
    private final ModelDrivers drivers;
    private final KeyRing keys;
    private final IdSource ids;
    private final ModelTimeouts timeouts;

    VerifyProvider(
            ProviderStore store,
            ModelDrivers drivers,
            KeyRing keys,
            IdSource ids,
            ModelTimeouts timeouts) {
        this.store = store;
        this.drivers = drivers;
        this.keys = keys;
        this.ids = ids;
        this.timeouts = timeouts;
    }

    /**
     * Asks.
     *
     * @param model as the provider calls it; absent takes the first that is listed
     */
    public Either<Refusal, Verification> verify(
            OrganisationId organisation, ProviderId id, @Nullable String model)
            throws InterruptedException {
        Optional<Provider> found = store.find(organisation, id);
        if (found.isEmpty()) {
            return Either.left(ReviseProvider.noSuch(id));
        }
        Provider provider = found.get();
        ProviderAccess access;
        try {
            access = Clients.access(provider, keys);
        } catch (SecretUnreadable sealed) {
            return Either.right(
                    new Verification(
                            FailureKind.AUTHENTICATION, String.valueOf(sealed.getMessage())));
        }
        Optional<String> objection = drivers.objection(access);
        if (objection.isPresent()) {
            return Either.right(new Verification(FailureKind.INVALID_REQUEST, objection.get()));
        }
        Optional<String> asked =
                Optional.ofNullable(model)
                        .or(() ->
                                provider.settings().models().stream()
                                        .filter(OfferedModel::enabled)
                                        .map(OfferedModel::name)
                                        .findFirst());
        return Either.right(
                asked.isPresent() ? called(access, asked.get()) : listed(drivers.list(access)));
    }

    private Verification called(ProviderAccess access, String model) throws InterruptedException {
        return called(drivers.open(access), new ModelRef(access.name() + "/" + model));
    }

    /** Asks a model of the installation, by the name that agents write. */
    public Verification called(ModelClient client, ModelRef model) throws InterruptedException {
        try (ModelStream stream = client.open(question(model))) {
            while (true) {
                ModelChunk chunk = stream.next();
                if (chunk instanceof ModelChunk.Failed failed) {
                    return failed(failed.failure());
                }
                if (!(chunk instanceof ModelChunk.Started)) {
                    return new Verification(null, "The model " + model.name() + " answers.");
                }
            }
        }
    }

    private static Verification listed(ModelListing listing) {
        return switch (listing) {
            case ModelListing.Failed failed -> failed(failed.failure());
            case ModelListing.Listed listed ->
                    new Verification(
                            null,
                            "The provider answers and names "
                                    + listed.models().size()
                                    + " models; none of them was asked.");
        };
    }

    private static Verification failed(ModelFailure failure) {
        return new Verification(failure.kind(), failure.detail());
    }

    private ModelRequest question(ModelRef model) {
        Message message =
                new Message(
                        new MessageId(ids.next()),
                        Role.USER,
                        List.of(new InputPart.Text("Say yes.")),
                        Controls.NONE,
                        JsonObject.empty(),
                        JsonObject.empty(),
                        JsonObject.empty(),
                        Instant.EPOCH);
        return new ModelRequest(
                model,
                "",
                List.of(new TranscriptItem.Said(new StreamVersion(1), message)),
                List.of(),
                JsonObject.empty(),
                timeouts);
    }
}
