package dev.perdure.llm.anthropic;

import dev.perdure.engine.model.ModelRequest;
import dev.perdure.llm.provider.Account;
import dev.perdure.llm.provider.EventDecoder;
import dev.perdure.llm.provider.ListQuestion;
import dev.perdure.llm.provider.Question;
import dev.perdure.llm.provider.Quirk;
import dev.perdure.llm.provider.Wire;
import dev.perdure.model.Origin;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Messages. How the key is sent follows from the version unless the account says it: since {@link
 * ApiVersion#NEWEST} as a bearer, before in {@code x-api-key}, which is what servers of others that
 * speak an older version expect.
 */
final class MessagesWire implements Wire {

    private final Account account;
    private final ApiVersion version;

    MessagesWire(Account account) {
        this.account = account;
        this.version = account.option("api_version").map(ApiVersion::new).orElse(ApiVersion.NEWEST);
    }

    @Override
    public Question question(ModelRequest request, String model) {
        Origin origin = new Origin("messages", account.name(), model);
        return new Question(
                path("/messages"),
                headers(),
                new MessagesBody(origin, version, request).json(),
                Quirk.NONE,
                failures ->
                        new EventDecoder(model, failures, new MessagesDecoder(origin, failures)));
    }

    ListQuestion list() {
        return new ListQuestion(path("/models?limit=1000"), headers());
    }

    /** Base addresses of this wire end before the version; those of others end behind it. */
    private String path(String end) {
        String base = account.base().uri().getPath();
        boolean versioned = base != null && (base.endsWith("/v1") || base.endsWith("/v1/"));
        return versioned ? end : "/v1" + end;
    }

    private Map<String, String> headers() {
        Map<String, String> headers =
                new LinkedHashMap<>(
                        account.keyHeader(version.sendsBearers() ? "bearer" : "x-api-key"));
        headers.put("anthropic-version", version.name());
        return headers;
    }
}
