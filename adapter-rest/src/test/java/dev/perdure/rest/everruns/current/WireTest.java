package dev.perdure.rest.everruns.current;

import dev.perdure.rest.RestConfig;
import dev.perdure.rest.RestServer;
import dev.perdure.rest.WireClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Tests over one real server, which they share. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WireTest {

    RestServer server;
    WireClient client;

    @BeforeAll
    void startServer() {
        server = RestServer.start(RestConfig.standard("1.2.3"));
        client = server.client();
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    String openSession() {
        return client.createSession("{}");
    }

    static String messages(String session) {
        return "/v1/sessions/" + session + "/messages";
    }

    static String events(String session) {
        return "/v1/sessions/" + session + "/events";
    }

    static String stream(String session) {
        return "/v1/sessions/" + session + "/sse";
    }

    /** Says something and waits until the session is done with it. */
    void converse(String session, String text) {
        String message = client.say(session, text);
        try (var stream = client.stream(stream(session))) {
            stream.until(frame ->
                    frame.event().equals("input.message") && frame.data().contains(message));
            stream.untilEvent("session.idled");
        }
    }
}
