package dev.perdure.llm.anthropic;

import dev.perdure.egress.EgressClient;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.llm.provider.Account;
import dev.perdure.llm.provider.ListQuestion;
import dev.perdure.llm.provider.ProviderModels;
import java.time.InstantSource;

/**
 * The models of a server that speaks Messages. Options of the account: {@code api_version} and
 * {@code auth}, which is {@code bearer} or {@code x-api-key}.
 */
public final class AnthropicModels {

    private AnthropicModels() {}

    /** The models of an account, asked through a client that somebody else closes. */
    public static ModelClient of(Account account, EgressClient egress) {
        return of(account, egress, InstantSource.system());
    }

    /** How an account is asked which models it has. */
    public static ListQuestion list(Account account) {
        return new MessagesWire(account).list();
    }

    static ModelClient of(Account account, EgressClient egress, InstantSource clock) {
        return new ProviderModels(account, new MessagesWire(account), egress, clock);
    }
}
