package dev.perdure.llm.chat;

import dev.perdure.engine.model.ModelRequest;
import dev.perdure.json.JsonObject;
import dev.perdure.llm.provider.Account;
import dev.perdure.llm.provider.Question;
import dev.perdure.llm.provider.Quirk;
import dev.perdure.llm.provider.Wire;
import dev.perdure.model.Origin;

/** Chat Completions. */
final class ChatWire implements Wire {

    private final Account account;
    private final ChatVariant variant;
    private final Quirks quirks;

    ChatWire(Account account, ChatVariant variant) {
        this.account = account;
        this.variant = variant;
        this.quirks = new Quirks(account.name());
    }

    @Override
    public Question question(ModelRequest request, String model) {
        boolean asksForUsage = quirks.mayAskForUsage();
        Origin origin = new Origin("chat_completions", account.name(), model);
        JsonObject body = new RequestBody(origin, variant, request).of(asksForUsage);
        return new Question(
                "/chat/completions",
                account.keyHeader("bearer"),
                body,
                asksForUsage ? quirks : Quirk.NONE,
                failures -> new ChunkDecoder(origin, failures));
    }
}
