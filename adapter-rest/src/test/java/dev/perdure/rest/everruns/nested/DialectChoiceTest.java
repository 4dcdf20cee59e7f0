package dev.perdure.rest.everruns.nested;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.rest.SseReader;
import dev.perdure.rest.WireClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialectChoiceTest extends NestedTest {

    private static final String HEADER = "Everruns-Dialect";

    @ParameterizedTest
    @ValueSource(strings = {"", "/messages", "/events?limit=2", "/events"})
    void either_path_shows_a_session_in_the_words_of_the_other(String view) {
        String nested = open(agent());
        converse(nested, inParts("Hi"));
        String current = current(nested);

        Answer newest = client.get(nested + view, HEADER, "g2");
        Answer first = client.get("/api" + current + view, HEADER, "G0");

        assertThat(newest.status()).isEqualTo(200);
        assertThat(newest.json()).isEqualTo(client.get(current + view).json());
        assertThat(first.json()).isEqualTo(client.get(nested + view).json());
        assertThat(first.json()).isNotEqualTo(newest.json());
    }

    @Test
    void streams_are_chosen_alike() {
        String nested = open(agent());
        converse(nested, inParts("Hi"));

        try (SseReader reader = client.stream(nested + "/sse?replay=session", HEADER, "g2")) {
            assertThat(reader.untilEvent("session.idled"))
                    .extracting(SseReader.Frame::event)
                    .contains("output.message.completed");
        }
        try (SseReader reader = client.stream(current(nested) + "/events", HEADER, "g1")) {
            assertThat(reader.untilEvent("session.completed"))
                    .extracting(SseReader.Frame::event)
                    .contains("step.started");
        }
    }

    @Test
    void a_message_is_accepted_in_the_words_that_were_chosen() {
        String nested = open(agent());

        Answer newest = client.post(nested + "/messages", inParts("Hi"), HEADER, "g2");
        Answer first = client.post(current(nested) + "/messages", asObject("Hi"), HEADER, "g1");

        assertThat(newest.status()).isEqualTo(201);
        assertThat(newest.string("id")).startsWith("message_");
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().object("content")).isPresent();
    }

    @Test
    void a_choice_opens_no_door_to_sessions_of_others() {
        String nested = open(agent());
        String stranger = "/v1/agents/" + agent() + nested.substring(nested.indexOf("/sessions"));
        String alone = client.createSession("{}");

        assertProblem(client.get(stranger + "/events", HEADER, "g2"), 404, "not_found");
        assertThat(client.get("/v1/sessions/" + alone, HEADER, "g0").status()).isEqualTo(400);
        assertThat(client.get("/v1/sessions/nobody", HEADER, "g0").status()).isEqualTo(404);
        assertThat(client.get("/v1/sessions/" + alone, HEADER, "g2").status()).isEqualTo(200);
    }
}
