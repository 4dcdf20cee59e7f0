package dev.perdure.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.rest.SseReader.Frame;
import dev.perdure.rest.WireClient.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session that holds a record which this version cannot read, as its readers see it. */
class UnknownRecordTest {

    private static final String STREAM = "text/event-stream";

    private FailingStorage storage;
    private RestServer server;
    private WireClient client;
    private String agent;
    private String session;

    @BeforeEach
    void start() {
        storage = new FailingStorage(InMemoryStorage.open());
        server = RestServer.start(RestConfig.standard("1"), storage);
        client = server.client();
        agent = client.createAgent("{\"name\":\"Greeter\",\"system_prompt\":\"\"}");
        Answer opened = client.post("/v1/agents/" + agent + "/sessions", "{\"title\":\"A chat\"}");
        assertThat(opened.status()).as(opened.text()).isEqualTo(201);
        session = opened.string("id");
        client.post(nested() + "/messages", "{\"role\":\"user\",\"content\":{\"text\":\"Hi\"}}");
        Await.until(() -> client.get(nested()).string("state").equals("idle"));
        Answer events = client.get("/v1/sessions/" + session + "/events");
        storage.unknownAt(3);
        assertThat(events.data().size()).isGreaterThan(3);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_stream_shows_all_before_the_record_and_says_why_it_ends() {
        List<Frame> frames =
                rest("/v1/sessions/" + session + "/sse?replay=session", "Accept", STREAM);

        assertThat(frames).extracting(Frame::event).startsWith("connected").hasSizeGreaterThan(2);
        assertFarewell(frames);
    }

    @Test
    void streams_of_the_older_clients_say_it_too() {
        assertFarewell(rest(nested() + "/events", "Accept", STREAM));
        assertFarewell(rest(nested() + "/sse"));
    }

    @Test
    void a_list_that_holds_the_record_is_refused_and_names_it() {
        Answer answer = client.get("/v1/sessions/" + session + "/events");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.string("code")).isEqualTo("unreadable_record");
        assertThat(answer.string("detail"))
                .startsWith("Record 3 of session ")
                .contains("nobody knows its kind");
        assertThat(answer.text()).doesNotContain(FailingStorage.SECRET, "Exception");
    }

    private void assertFarewell(List<Frame> frames) {
        Frame farewell = frames.getLast();
        assertThat(farewell.event()).isEqualTo("disconnecting");
        assertThat(farewell.json().string("reason")).hasValue("error");
        assertThat(farewell.json().longValue("retry_ms")).hasValue(10_000);
        assertThat(farewell.json().string("detail").orElse(""))
                .startsWith("Record 3 of session ")
                .contains("nobody knows its kind");
        assertThat(farewell.data()).doesNotContain(FailingStorage.SECRET);
    }

    private List<Frame> rest(String path, String... headers) {
        try (SseReader reader = client.stream(path, headers)) {
            return reader.rest();
        }
    }

    private String nested() {
        return "/v1/agents/" + agent + "/sessions/" + session;
    }
}
