package dev.perdure.llm.responses;

import dev.perdure.engine.model.ModelRequest;
import dev.perdure.llm.provider.Account;
import dev.perdure.llm.provider.EventDecoder;
import dev.perdure.llm.provider.ProviderError;
import dev.perdure.llm.provider.Question;
import dev.perdure.llm.provider.Quirk;
import dev.perdure.llm.provider.Wire;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.NextMove;
import dev.perdure.model.Origin;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Responses. Which models have no reasoning to encrypt is learned while the process runs. */
final class ResponsesWire implements Wire {

    private static final int LEARNED_MAX = 1_000;

    private final Account account;
    private final Set<String> withoutReasoning = ConcurrentHashMap.newKeySet();

    ResponsesWire(Account account) {
        this.account = account;
    }

    @Override
    public Question question(ModelRequest request, String model) {
        Origin origin = new Origin("responses", account.name(), model);
        boolean asksForReasoning = !withoutReasoning.contains(model);
        return new Question(
                "/responses",
                account.keyHeader("bearer"),
                new ResponsesBody(origin, request).json(asksForReasoning),
                asksForReasoning ? (status, error) -> judge(model, status, error) : Quirk.NONE,
                failures ->
                        new EventDecoder(model, failures, new ResponsesDecoder(origin, failures)));
    }

    private Optional<ModelFailure> judge(String model, int status, ProviderError error) {
        boolean refused = status == 400 && error.mentions("encrypted content is not supported");
        // What the conversation holds may be refused in the same words, again and again.
        if (!refused || withoutReasoning.size() >= LEARNED_MAX || !withoutReasoning.add(model)) {
            return Optional.empty();
        }
        return Optional.of(
                new ModelFailure(
                        FailureKind.INVALID_REQUEST,
                        new NextMove.RetryNow(),
                        account.name()
                                + " does not encrypt the reasoning of this model; it is not asked"
                                + " to any more."));
    }
}
