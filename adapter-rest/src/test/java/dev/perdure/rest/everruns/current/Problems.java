package dev.perdure.rest.everruns.current;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonObject;
import dev.perdure.rest.WireClient.Answer;

/** What every problem of this dialect owes its reader. */
final class Problems {

    private Problems() {}

    static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        JsonObject body = answer.json();
        assertThat(body.longValue("status")).hasValue(status);
        assertThat(body.string("code")).hasValue(code);
        assertThat(body.string("title")).isPresent();
        assertThat(body.string("instance")).isPresent();
        JsonObject error = body.object("error").orElseThrow();
        assertThat(error.string("code")).hasValue(code);
        assertThat(error.string("message")).isEqualTo(body.string("detail"));
        assertNoTrace(answer.text());
    }

    static void assertNoTrace(String text) {
        assertThat(text).doesNotContain("<html", "\tat ", "Exception", "jetty", "Jetty");
    }
}
