package dev.perdure.llm.chat;

import dev.perdure.egress.EgressClient;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.llm.provider.Account;
import dev.perdure.llm.provider.ListQuestion;
import dev.perdure.llm.provider.ProviderModels;
import java.time.InstantSource;

/** The models of a server that speaks Chat Completions; its base address usually ends in /v1. */
public final class ChatModels {

    private ChatModels() {}

    /** The models of an account, asked through a client that somebody else closes. */
    public static ModelClient of(Account account, ChatVariant variant, EgressClient egress) {
        return of(account, variant, egress, InstantSource.system());
    }

    /** How an account is asked which models it has. */
    public static ListQuestion list(Account account) {
        return new ListQuestion("/models", account.keyHeader("bearer"));
    }

    static ModelClient of(
            Account account, ChatVariant variant, EgressClient egress, InstantSource clock) {
        return new ProviderModels(account, new ChatWire(account, variant), egress, clock);
    }
}
