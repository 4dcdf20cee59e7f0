package dev.perdure.llm.provider;

import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressRequest;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.ModelRef;
import dev.perdure.model.NextMove;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The models of one account, named {@code provider/model}. Whatever follows the name of the
 * provider is served: which models exist, the server says.
 */
public final class ProviderModels implements ModelClient {

    private static final Duration TOTAL = Duration.ofHours(1);

    private final Account account;
    private final Wire wire;
    private final EgressClient egress;
    private final InstantSource clock;

    /**
     * The models of an account.
     *
     * @param wire that of the account's servers
     * @param egress somebody else closes it
     */
    public ProviderModels(Account account, Wire wire, EgressClient egress, InstantSource clock) {
        this.account = account;
        this.wire = wire;
        this.egress = egress;
        this.clock = clock;
    }

    @Override
    public boolean serves(ModelRef model) {
        return account.serves(model);
    }

    @Override
    public List<ModelRef> models() {
        return account.listed();
    }

    /** Sends the request as soon as it may, and returns at once then. */
    @Override
    public ModelStream open(ModelRequest request) throws InterruptedException {
        if (!serves(request.model())) {
            return refused(
                    FailureKind.NOT_FOUND,
                    account.name() + " has no model " + request.model().name() + ".");
        }
        Question question;
        try {
            question = wire.question(request, account.own(request.model()));
        } catch (UnusableSettings unusable) {
            return refused(FailureKind.INVALID_REQUEST, unusable.sentence());
        }
        Places.Place place = account.places().take();
        if (place == null) {
            return new RefusedStream(
                    new ModelFailure(
                            FailureKind.BUSY,
                            new NextMove.BackOff(),
                            account.name()
                                    + " is called as often at once as it may be ("
                                    + account.places().most()
                                    + ")."));
        }
        try {
            return new PlacedStream(answer(request, question), place);
        } catch (RuntimeException | Error notSent) {
            place.leave();
            throw notSent;
        }
    }

    private ModelStream answer(ModelRequest request, Question question) {
        Failures failures = new Failures(account, clock, question.quirk());
        return new AnswerStream(
                egress.open(
                        new EgressRequest(
                                "POST",
                                account.at(question.path()),
                                headers(question),
                                question.body().toJson(),
                                TOTAL)),
                question.answer().apply(failures),
                failures,
                request.timeouts());
    }

    private Map<String, String> headers(Question question) {
        Map<String, String> headers = new LinkedHashMap<>();
        account.headers().forEach((name, value) -> headers.put(lower(name), value));
        // What the wire says counts: a header of the account cannot take the place of its key.
        question.headers().forEach((name, value) -> headers.put(lower(name), value));
        headers.put("accept", "text/event-stream");
        headers.put("content-type", "application/json");
        headers.putIfAbsent("user-agent", "perdure");
        return headers;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static ModelStream refused(FailureKind kind, String sentence) {
        return new RefusedStream(new ModelFailure(kind, new NextMove.GiveUp(), sentence));
    }
}
