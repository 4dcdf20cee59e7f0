package dev.perdure.llm.chat;

import dev.perdure.llm.provider.ProviderError;
import dev.perdure.llm.provider.Quirk;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.NextMove;
import java.util.Optional;

/** What was learned of a server while it runs; forgotten with the process. */
final class Quirks implements Quirk {

    private final String provider;
    private volatile boolean refusesUsage;

    Quirks(String provider) {
        this.provider = provider;
    }

    /** Whether the server may be asked to report usage at the end of a stream. */
    boolean mayAskForUsage() {
        return !refusesUsage;
    }

    @Override
    public Optional<ModelFailure> judge(int status, ProviderError error) {
        boolean refused =
                (status == 400 || status == 422)
                        && (error.mentions("stream_options") || error.mentions("include_usage"));
        if (!refused) {
            return Optional.empty();
        }
        refusesUsage = true;
        return Optional.of(
                new ModelFailure(
                        FailureKind.INVALID_REQUEST,
                        new NextMove.RetryNow(),
                        provider + " does not report usage; it is not asked to any more."));
    }
}
