package dev.perdure.llm.provider;

import dev.perdure.egress.AnswerHeaders;
import dev.perdure.egress.EgressFailure;
import dev.perdure.engine.model.ModelChunk;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.NextMove;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** Each way a call can fail, as the chunk that says so and what to do next. */
public final class Failures {

    private static final AnswerHeaders NO_HEADERS = new AnswerHeaders(Map.of());

    private final String provider;
    private final Quotation quotation;
    private final InstantSource clock;
    private final Quirk quirk;

    Failures(Account account, InstantSource clock, Quirk quirk) {
        this.provider = account.name();
        this.quotation = new Quotation(account.secrets());
        this.clock = clock;
        this.quirk = quirk;
    }

    /** The connection failed the call. */
    ModelChunk.Failed of(EgressFailure failure) {
        return switch (failure.kind()) {
            case LOST -> failed(FailureKind.TRANSPORT, new NextMove.RetryNow(), failure.sentence());
            case CUT -> failed(FailureKind.TRANSPORT, new NextMove.BackOff(), failure.sentence());
            case UNKNOWN_HOST, UNREACHABLE, CONNECT_TIMEOUT, UNTRUSTED ->
                    new ModelChunk.Failed(
                            new ModelFailure(
                                    FailureKind.TRANSPORT,
                                    new NextMove.BackOff(),
                                    failure.sentence()),
                            false);
            case FORBIDDEN ->
                    new ModelChunk.Failed(
                            new ModelFailure(
                                    FailureKind.INVALID_REQUEST,
                                    new NextMove.GiveUp(),
                                    failure.sentence()),
                            false);
            case NOT_HTTP, REDIRECTED, UNREADABLE ->
                    failed(
                            FailureKind.INVALID_RESPONSE,
                            new NextMove.BackOff(),
                            failure.sentence());
            case ANSWER_TIMEOUT, IDLE_TIMEOUT, TOTAL_TIMEOUT ->
                    failed(FailureKind.STALLED, new NextMove.BackOff(), failure.sentence());
        };
    }

    /** The server answered with something else than a stream of events. */
    ModelChunk.Failed ofAnswer(int status, AnswerHeaders headers, byte[] body) {
        ProviderError error = ProviderError.of(body);
        if (status >= 300 && status < 400) {
            return failed(
                    FailureKind.INVALID_RESPONSE,
                    new NextMove.GiveUp(),
                    provider
                            + " answered with a redirect ("
                            + status
                            + "), which is not followed: check the base URL.");
        }
        if (status < 300 && error.words().isEmpty() && error.message().isEmpty()) {
            return garbled("answered with something else than an event stream");
        }
        return quirk.judge(status, error)
                .map(ModelChunk.Failed::new)
                .orElseGet(() -> judged(status, headers, error));
    }

    /** The server reported an error where a piece of the answer was due. */
    public ModelChunk.Failed inBand(ProviderError error) {
        return judged(200, NO_HEADERS, error);
    }

    /** The stream ended, and nothing said that the answer did. */
    public ModelChunk.Failed brokenOff() {
        return failed(
                FailureKind.TRANSPORT,
                new NextMove.BackOff(),
                provider + " ended its stream in the middle of the answer.");
    }

    ModelChunk.Failed silent(Duration bound) {
        return failed(
                FailureKind.STALLED,
                new NextMove.BackOff(),
                provider + " said nothing for " + bound.toMillis() + " ms.");
    }

    /**
     * What was sent cannot be read.
     *
     * @param what a verb and what the server did, as in "sent no JSON"
     */
    public ModelChunk.Failed garbled(String what) {
        return failed(
                FailureKind.INVALID_RESPONSE, new NextMove.BackOff(), provider + " " + what + ".");
    }

    /** The server said that it cannot go on, and nothing more. */
    public ModelChunk.Failed gaveUp() {
        return failed(
                FailureKind.PROVIDER_ERROR,
                new NextMove.BackOff(),
                provider + " gave up in the middle of the answer.");
    }

    /**
     * The server would not let the model say it.
     *
     * @param words the server's for why
     */
    public ModelChunk.Failed filtered(String words) {
        String quoted = quotation.of(words);
        return failed(
                FailureKind.CONTENT_FILTERED,
                new NextMove.GiveUp(),
                provider
                        + " "
                        + phrase(FailureKind.CONTENT_FILTERED)
                        + (quoted.isEmpty() ? "." : ": " + quoted));
    }

    /** The server asked for calls, or arguments of calls, without an end. */
    public ModelChunk.Failed callsWithoutEnd() {
        return garbled("asked for more in tool calls than anybody can mean");
    }

    /** A tool call is whole and cannot be run. */
    public ModelChunk.Failed callGarbled() {
        return garbled("asked for a tool call whose name or arguments cannot be read");
    }

    /** Another attempt would be cut short at the same place. */
    public ModelChunk.Failed callCutShort() {
        return failed(
                FailureKind.INVALID_RESPONSE,
                new NextMove.GiveUp(),
                "The answer of "
                        + provider
                        + " reached its length limit within a tool call: allow it more tokens.");
    }

    private ModelChunk.Failed judged(int status, AnswerHeaders headers, ProviderError error) {
        FailureKind kind = Verdict.of(status, error);
        int told = status >= 400 ? status : error.status();
        String quoted = kind == FailureKind.AUTHENTICATION ? "" : quotation.of(error.message());
        String sentence =
                provider
                        + " "
                        + phrase(kind)
                        + (told == 0 ? "" : " (" + told + ")")
                        + (quoted.isEmpty() ? "." : ": " + quoted);
        return failed(kind, move(kind, headers, error), sentence);
    }

    private NextMove move(FailureKind kind, AnswerHeaders headers, ProviderError error) {
        return switch (kind) {
            case RATE_LIMITED, OVERLOADED, PROVIDER_ERROR ->
                    RetryAdvice.of(headers, error, clock.instant())
                            .<NextMove>map(NextMove.RetryAfter::new)
                            .orElseGet(NextMove.BackOff::new);
            case CONTEXT_TOO_LONG -> new NextMove.Shrink();
            case QUOTA_EXHAUSTED, AUTHENTICATION, NOT_FOUND, INVALID_REQUEST, CONTENT_FILTERED ->
                    new NextMove.GiveUp();
            case TRANSPORT,
                    STALLED,
                    INVALID_RESPONSE,
                    CIRCUIT_OPEN,
                    BUSY,
                    BUDGET_EXHAUSTED,
                    PRICE_UNKNOWN ->
                    new NextMove.BackOff();
        };
    }

    private static String phrase(FailureKind kind) {
        return switch (kind) {
            case RATE_LIMITED -> "has too many requests of this account";
            case QUOTA_EXHAUSTED -> "says that the account's quota is used up";
            case OVERLOADED -> "is overloaded";
            case PROVIDER_ERROR -> "had an error of its own";
            case AUTHENTICATION -> "does not accept the key";
            case NOT_FOUND -> "does not know the model or the address";
            case CONTEXT_TOO_LONG -> "finds the conversation too long for the model";
            case INVALID_REQUEST -> "refused the request";
            case CONTENT_FILTERED -> "filtered the content";
            case TRANSPORT,
                    STALLED,
                    INVALID_RESPONSE,
                    CIRCUIT_OPEN,
                    BUSY,
                    BUDGET_EXHAUSTED,
                    PRICE_UNKNOWN ->
                    "failed";
        };
    }

    private static ModelChunk.Failed failed(FailureKind kind, NextMove move, String sentence) {
        return new ModelChunk.Failed(new ModelFailure(kind, move, sentence));
    }
}
