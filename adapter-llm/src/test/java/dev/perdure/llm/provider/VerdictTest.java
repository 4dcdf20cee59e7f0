package dev.perdure.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.model.FailureKind;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Refusals in the shapes that servers give them. */
class VerdictTest {

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal(
                        FailureKind.QUOTA_EXHAUSTED,
                        429,
                        "{\"error\":{\"message\":\"You exceeded your current quota\","
                                + "\"type\":\"insufficient_quota\",\"param\":null,\"code\":\"insufficient_quota\"}}"),
                refusal(
                        FailureKind.RATE_LIMITED,
                        429,
                        "[{\"error\":{\"code\":429,\"message\":\"You exceeded your current quota\","
                                + "\"status\":\"RESOURCE_EXHAUSTED\"}}]"),
                refusal(
                        FailureKind.RATE_LIMITED,
                        429,
                        "{\"error\":{\"type\":\"tokens\",\"code\":\"rate_limit_exceeded\"}}"),
                refusal(
                        FailureKind.CONTEXT_TOO_LONG,
                        400,
                        "{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"context_length_exceeded\"}}"),
                refusal(
                        FailureKind.CONTEXT_TOO_LONG,
                        400,
                        "{\"error\":{\"code\":400,\"message\":\"the request exceeds the available context size\","
                                + "\"type\":\"exceed_context_size_error\",\"n_ctx\":4096}}"),
                refusal(
                        FailureKind.CONTEXT_TOO_LONG,
                        400,
                        "{\"object\":\"error\",\"message\":\"This model's maximum context length is 10 tokens.\","
                                + "\"type\":\"BadRequestError\",\"param\":null,\"code\":400}"),
                refusal(
                        FailureKind.AUTHENTICATION,
                        401,
                        "{\"error\":{\"message\":\"Incorrect API key\",\"type\":\"invalid_request_error\","
                                + "\"code\":\"invalid_api_key\"}}"),
                refusal(FailureKind.AUTHENTICATION, 403, "{\"detail\":\"Forbidden\"}"),
                refusal(
                        FailureKind.CONTENT_FILTERED,
                        403,
                        "{\"error\":{\"code\":403,\"message\":\"Flagged by moderation\"}}"),
                refusal(
                        FailureKind.CONTENT_FILTERED,
                        400,
                        "{\"error\":{\"code\":\"content_filter\",\"status\":400}}"),
                refusal(
                        FailureKind.NOT_FOUND,
                        400,
                        "{\"error\":{\"code\":\"model_not_found\",\"message\":\"no such model\"}}"),
                refusal(FailureKind.NOT_FOUND, 404, "{\"error\":\"model 'x' not found\"}"),
                refusal(
                        FailureKind.INVALID_REQUEST,
                        400,
                        "{\"error\":{\"message\":\"bad schema\"}}"),
                refusal(FailureKind.INVALID_REQUEST, 422, "{\"detail\":[{\"loc\":[]}]}"),
                refusal(
                        FailureKind.OVERLOADED,
                        500,
                        "{\"error\":{\"type\":\"overloaded_error\",\"message\":\"m\"}}"),
                refusal(
                        FailureKind.PROVIDER_ERROR,
                        200,
                        "{\"error\":{\"type\":\"server_error\",\"code\":null}}"),
                refusal(FailureKind.RATE_LIMITED, 200, "{\"error\":{\"code\":429}}"),
                refusal(
                        FailureKind.AUTHENTICATION,
                        400,
                        "{\"error\":{\"code\":400,\"status\":\"INVALID_ARGUMENT\",\"message\":\"API key not valid\","
                                + "\"details\":[{\"reason\":\"API_KEY_INVALID\"}]}}"),
                refusal(
                        FailureKind.CONTEXT_TOO_LONG,
                        400,
                        "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\","
                                + "\"message\":\"prompt is too long: 9 tokens > 8 maximum\"}}"),
                refusal(
                        FailureKind.INVALID_REQUEST,
                        200,
                        "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"m\"}}"),
                refusal(FailureKind.PROVIDER_ERROR, 500, "not json"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_refusal_is_of_one_kind(FailureKind kind, int status, String body) {
        ProviderError error = ProviderError.of(body.getBytes(StandardCharsets.UTF_8));

        assertThat(Verdict.of(status, error)).isEqualTo(kind);
    }

    private static Arguments refusal(FailureKind kind, int status, String body) {
        return Arguments.of(kind, status, body);
    }
}
