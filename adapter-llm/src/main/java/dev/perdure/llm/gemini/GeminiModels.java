package dev.perdure.llm.gemini;

import dev.perdure.egress.EgressClient;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.llm.provider.Account;
import dev.perdure.llm.provider.ListQuestion;
import dev.perdure.llm.provider.ProviderModels;
import java.time.InstantSource;

/** The models of a server that speaks Gemini; its base address ends in the version. */
public final class GeminiModels {

    private GeminiModels() {}

    /** The models of an account, asked through a client that somebody else closes. */
    public static ModelClient of(Account account, EgressClient egress) {
        return of(account, egress, InstantSource.system());
    }

    /** How an account is asked which models it has. */
    public static ListQuestion list(Account account) {
        return new ListQuestion("/models?pageSize=1000", account.keyHeader("x-goog-api-key"));
    }

    static ModelClient of(Account account, EgressClient egress, InstantSource clock) {
        return new ProviderModels(account, new GeminiWire(account), egress, clock);
    }
}
