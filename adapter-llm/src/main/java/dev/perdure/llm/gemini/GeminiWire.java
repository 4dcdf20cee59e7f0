package dev.perdure.llm.gemini;

import dev.perdure.engine.model.ModelRequest;
import dev.perdure.llm.provider.Account;
import dev.perdure.llm.provider.EventDecoder;
import dev.perdure.llm.provider.Question;
import dev.perdure.llm.provider.Quirk;
import dev.perdure.llm.provider.Wire;
import dev.perdure.model.Origin;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Gemini. The key goes in a header: addresses end up in logs. */
final class GeminiWire implements Wire {

    private static final String NAMED = "models/";

    private final Account account;

    GeminiWire(Account account) {
        this.account = account;
    }

    @Override
    public Question question(ModelRequest request, String model) {
        Origin origin = new Origin("gemini", account.name(), model);
        return new Question(
                "/models/" + segment(model) + ":streamGenerateContent?alt=sse",
                account.keyHeader("x-goog-api-key"),
                new GeminiBody(origin, request).json(),
                Quirk.NONE,
                failures -> new EventDecoder(model, failures, new GeminiDecoder(origin, failures)));
    }

    private static String segment(String model) {
        String name = model.startsWith(NAMED) ? model.substring(NAMED.length()) : model;
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
