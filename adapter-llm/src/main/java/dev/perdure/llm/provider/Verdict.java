package dev.perdure.llm.provider;

import dev.perdure.model.FailureKind;
import java.util.List;
import java.util.Locale;

/** Judges what an error is: by its codes first, then by the status, by its words last. */
final class Verdict {

    private static final List<String> QUOTA =
            List.of(
                    "insufficient_quota",
                    "billing_hard_limit_reached",
                    "billing_not_active",
                    "billing_error",
                    "insufficient_credits",
                    "insufficient_balance");
    private static final List<String> CONTEXT =
            List.of(
                    "context_length_exceeded",
                    "exceed_context_size_error",
                    "context_window_exceeded",
                    "request_too_large",
                    "string_above_max_length");
    private static final List<String> FILTER =
            List.of(
                    "content_filter",
                    "content_policy_violation",
                    "responsibleaipolicyviolation",
                    "moderation_blocked");
    private static final List<String> RATE =
            List.of(
                    "rate_limit_exceeded",
                    "rate_limit_error",
                    "resource_exhausted",
                    "too_many_requests",
                    "requests",
                    "tokens");
    private static final List<String> OVERLOADED =
            List.of(
                    "overloaded_error",
                    "overloaded",
                    "engine_overloaded",
                    "server_overloaded",
                    "service_unavailable",
                    "unavailable_error",
                    "unavailable");
    private static final List<String> KEY =
            List.of(
                    "invalid_api_key",
                    "invalid_authentication",
                    "authentication_error",
                    "permission_error",
                    "permission_denied",
                    "unauthenticated",
                    "account_deactivated",
                    "api_key_invalid");
    private static final List<String> UNKNOWN_MODEL =
            List.of("model_not_found", "not_found_error", "not_found", "notfounderror");
    private static final List<String> SERVER =
            List.of(
                    "server_error",
                    "internal_server_error",
                    "internal_error",
                    "internal",
                    "api_error");
    private static final List<String> REQUEST =
            List.of(
                    "invalid_request_error",
                    "invalid_argument",
                    "invalid_prompt",
                    "failed_precondition");
    private static final List<String> TOO_LONG =
            List.of(
                    "maximum context length",
                    "context window",
                    "available context size",
                    "maximum number of tokens",
                    "prompt is too long",
                    "input is too long",
                    "too many tokens");

    private Verdict() {}

    /**
     * What an error is.
     *
     * @param status of the answer; 200 when the error is part of its stream
     */
    static FailureKind of(int status, ProviderError error) {
        if (error.says(QUOTA)) {
            return FailureKind.QUOTA_EXHAUSTED;
        }
        if (error.says(CONTEXT)) {
            return FailureKind.CONTEXT_TOO_LONG;
        }
        if (error.says(FILTER)) {
            return FailureKind.CONTENT_FILTERED;
        }
        if (error.says(RATE)) {
            return FailureKind.RATE_LIMITED;
        }
        if (error.says(OVERLOADED)) {
            return FailureKind.OVERLOADED;
        }
        if (error.says(KEY)) {
            return FailureKind.AUTHENTICATION;
        }
        if (error.says(UNKNOWN_MODEL)) {
            return FailureKind.NOT_FOUND;
        }
        if (error.says(SERVER)) {
            return FailureKind.PROVIDER_ERROR;
        }
        return byStatus(status >= 400 ? status : error.status(), error);
    }

    private static FailureKind byStatus(int status, ProviderError error) {
        return switch (status) {
            case 401 -> FailureKind.AUTHENTICATION;
            case 402 -> FailureKind.QUOTA_EXHAUSTED;
            case 403 ->
                    error.mentions("moderation")
                            ? FailureKind.CONTENT_FILTERED
                            : FailureKind.AUTHENTICATION;
            case 404 -> FailureKind.NOT_FOUND;
            case 408, 409, 425 -> FailureKind.PROVIDER_ERROR;
            case 413 -> FailureKind.CONTEXT_TOO_LONG;
            case 429 -> FailureKind.RATE_LIMITED;
            case 503, 529 -> FailureKind.OVERLOADED;
            default -> {
                if (isTooLong(error)) {
                    yield FailureKind.CONTEXT_TOO_LONG;
                }
                boolean refused = status == 0 && error.says(REQUEST);
                yield refused || (status >= 400 && status < 500)
                        ? FailureKind.INVALID_REQUEST
                        : FailureKind.PROVIDER_ERROR;
            }
        };
    }

    private static boolean isTooLong(ProviderError error) {
        String message = error.message().toLowerCase(Locale.ROOT);
        return TOO_LONG.stream().anyMatch(message::contains);
    }
}
