package dev.perdure.llm.responses;

import dev.perdure.egress.EgressClient;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.llm.provider.Account;
import dev.perdure.llm.provider.ProviderModels;
import java.time.InstantSource;

/** The models of a server that speaks Responses; its base address usually ends in /v1. */
public final class ResponsesModels {

    private ResponsesModels() {}

    /** The models of an account, asked through a client that somebody else closes. */
    public static ModelClient of(Account account, EgressClient egress) {
        return of(account, egress, InstantSource.system());
    }

    static ModelClient of(Account account, EgressClient egress, InstantSource clock) {
        return new ProviderModels(account, new ResponsesWire(account), egress, clock);
    }
}
