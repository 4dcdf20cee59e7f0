package dev.perdure.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.contract.Await;
import dev.perdure.contract.Background;
import dev.perdure.contract.http.Exchange;
import dev.perdure.contract.http.Reply;
import dev.perdure.contract.http.ScriptedServer;
import dev.perdure.egress.EgressFailure.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EgressClientTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final String KEY = "secret-key-1234567890";

    private final List<AutoCloseable> opened = new ArrayList<>();
    private EgressClient client = keep(EgressClient.create(EgressConfig.DEFAULT));

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : opened.reversed()) {
            resource.close();
        }
    }

    @Test
    void an_answer_is_read_as_it_arrives() throws InterruptedException {
        CountDownLatch firstWasRead = new CountDownLatch(1);
        ScriptedServer server =
                serving(exchange -> {
                    exchange.beginEvents();
                    exchange.chunk("one");
                    await(firstWasRead);
                    exchange.chunk("two");
                    exchange.endChunks();
                });

        try (EgressCall call = client.open(post(server, "hello"))) {
            EgressAnswer.Begun begun = (EgressAnswer.Begun) call.answer(PATIENCE);
            assertThat(begun.status()).isEqualTo(200);
            assertThat(begun.headers().first("Content-Type"))
                    .contains("text/event-stream; charset=utf-8");
            assertThat(text(call.read(PATIENCE))).isEqualTo("one");
            firstWasRead.countDown();
            assertThat(rest(call)).isEqualTo("two");
        }

        assertThat(server.requests()).hasSize(1);
        assertThat(server.requests().getFirst().body()).isEqualTo("hello");
        assertThat(server.requests().getFirst().header("authorization")).contains("Bearer " + KEY);
    }

    @Test
    void a_request_asks_for_no_other_protocol_and_no_compression() throws InterruptedException {
        ScriptedServer server = serving(Reply.of(200, "text/plain", "ok"));

        assertThat(answered(server)).isEqualTo("ok");

        assertThat(server.requests().getFirst().headers())
                .doesNotContainKeys("upgrade", "http2-settings", "accept-encoding");
    }

    @Test
    void a_redirect_is_an_answer_and_is_not_followed() throws InterruptedException {
        ScriptedServer elsewhere = serving(Reply.of(200, "text/plain", "the wrong place"));
        ScriptedServer server =
                serving(exchange ->
                        exchange.answer(307, "location: " + elsewhere.address() + "/", ""));

        try (EgressCall call = client.open(post(server, ""))) {
            assertThat(call.answer(PATIENCE))
                    .isInstanceOfSatisfying(
                            EgressAnswer.Begun.class,
                            begun -> assertThat(begun.status()).isEqualTo(307));
        }

        assertThat(elsewhere.requests()).isEmpty();
    }

    @Test
    void the_words_of_a_refusal_are_read_up_to_their_bound() throws InterruptedException {
        ScriptedServer server = serving(Reply.of(500, "text/plain", "x".repeat(200_000)));

        try (EgressCall call = client.open(post(server, ""))) {
            call.answer(PATIENCE);
            assertThat(call.readAtMost(1_000, PATIENCE)).hasSize(1_000);
        }
    }

    @Test
    void the_words_of_a_refusal_that_breaks_off_are_what_had_arrived() throws InterruptedException {
        ScriptedServer server =
                serving(exchange -> {
                    exchange.raw("HTTP/1.1 500 x\r\ncontent-length: 100\r\n\r\nbusy");
                    exchange.staySilent();
                });

        try (EgressCall call = client.open(post(server, ""))) {
            call.answer(PATIENCE);
            assertThat(call.readAtMost(1_000, Duration.ofSeconds(2)))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("busy");
        }
    }

    @Test
    void a_connection_serves_again_after_an_answer_was_read() throws InterruptedException {
        ScriptedServer server = serving(Reply.of(200, "text/plain", "ok"));

        boolean again = false;
        for (int call = 0; call < 20 && !again; call++) {
            answered(server);
            again =
                    server.requests().stream()
                            .skip(1)
                            .anyMatch(request -> request.connection() == 1);
        }

        assertThat(again).isTrue();
    }

    /** Every other connection is cut, so that only the first can be used again. */
    @Test
    void a_connection_serves_again_after_the_rest_of_an_answer_was_released()
            throws InterruptedException {
        CountDownLatch released = new CountDownLatch(1);
        ScriptedServer server =
                serving(exchange -> {
                    if (exchange.request().connection() > 1) {
                        exchange.cut();
                        return;
                    }
                    exchange.beginEvents();
                    exchange.chunk("one");
                    await(released);
                    exchange.chunk("never read");
                    exchange.endChunks();
                });
        try (EgressCall call = client.open(post(server, ""))) {
            call.answer(PATIENCE);
            call.read(PATIENCE);
            call.release();
        }
        released.countDown();

        Await.until(
                PATIENCE,
                "the connection is used again",
                () -> {
                    ask(server);
                    return server.requests().stream()
                            .skip(1)
                            .anyMatch(request -> request.connection() == 1);
                });
    }

    @Test
    void the_rest_of_an_answer_that_does_not_come_soon_is_cancelled() throws InterruptedException {
        client = keep(EgressClient.create(new EgressConfig(PATIENCE, SHORT)));
        ScriptedServer server = serving(EgressClientTest::beginAndStall);
        EgressCall call = client.open(post(server, ""));
        call.answer(PATIENCE);
        call.read(PATIENCE);

        call.release();

        Await.until(PATIENCE, "the connection is closed", () -> server.hangUps() == 1);
    }

    @Test
    void cancelling_closes_the_connection_that_has_not_answered() throws InterruptedException {
        ScriptedServer server = serving(Exchange::staySilent);
        EgressCall call = client.open(post(server, ""));
        try (Background<EgressAnswer> reader = Background.start(() -> call.answer(PATIENCE))) {
            Await.until(PATIENCE, "the request arrived", () -> server.requests().size() == 1);

            call.cancel();
            call.cancel();

            assertThat(reader.awaitFailure(PATIENCE)).isInstanceOf(InterruptedException.class);
            Await.until(PATIENCE, "the connection is closed", () -> server.hangUps() == 1);
        }
    }

    @Test
    void cancelling_closes_the_connection_in_the_middle_of_an_answer() throws InterruptedException {
        ScriptedServer server = serving(EgressClientTest::beginAndStall);
        EgressCall call = client.open(post(server, ""));
        call.answer(PATIENCE);
        assertThat(text(call.read(PATIENCE))).isEqualTo("one");
        try (Background<BodyPiece> reader = Background.start(() -> call.read(PATIENCE))) {
            reader.awaitWaiting(PATIENCE);

            call.cancel();

            assertThat(reader.awaitFailure(PATIENCE)).isInstanceOf(InterruptedException.class);
            Await.until(PATIENCE, "the connection is closed", () -> server.hangUps() == 1);
        }
    }

    @Test
    void interrupting_the_reader_closes_the_connection() throws InterruptedException {
        ScriptedServer server = serving(EgressClientTest::beginAndStall);
        EgressCall call = client.open(post(server, ""));
        call.answer(PATIENCE);
        call.read(PATIENCE);
        try (Background<BodyPiece> reader = Background.start(() -> call.read(PATIENCE))) {
            reader.awaitWaiting(PATIENCE);

            reader.interrupt();

            assertThat(reader.awaitFailure(PATIENCE)).isInstanceOf(InterruptedException.class);
            Await.until(PATIENCE, "the connection is closed", () -> server.hangUps() == 1);
        }
    }

    @Test
    void closing_the_client_ends_its_calls() throws InterruptedException {
        ScriptedServer server = serving(EgressClientTest::beginAndStall);
        EgressCall call = client.open(post(server, ""));
        call.answer(PATIENCE);
        call.read(PATIENCE);

        client.close();

        assertThat(call.read(PATIENCE)).isInstanceOf(BodyPiece.Failed.class);
        Await.until(PATIENCE, "the connection is closed", () -> server.hangUps() == 1);
    }

    @Test
    void a_client_that_is_closed_asks_nobody() throws InterruptedException {
        ScriptedServer server = serving(Reply.of(200, "text/plain", "ok"));
        client.close();

        assertThat(failure(server, PATIENCE)).isEqualTo(Kind.LOST);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void the_head_of_an_answer_has_its_bounds() throws InterruptedException {
        String line = "x: " + "y".repeat(10_000) + "\r\n";

        assertThat(answered(beginning(line.repeat(20) + "x: y\r\n".repeat(100)))).isEqualTo("ok");
        assertThat(failure(beginning("x: y\r\n".repeat(200)), PATIENCE)).isEqualTo(Kind.NOT_HTTP);
        assertThat(failure(beginning("x: " + "y".repeat(20_000) + "\r\n"), PATIENCE))
                .isEqualTo(Kind.NOT_HTTP);
        assertThat(failure(beginning(line.repeat(40)), PATIENCE)).isEqualTo(Kind.NOT_HTTP);
    }

    private ScriptedServer beginning(String headers) {
        return serving(exchange ->
                exchange.raw("HTTP/1.1 200 OK\r\n" + headers + "content-length: 2\r\n\r\nok"));
    }

    @Test
    void an_answer_that_does_not_begin_in_time_is_given_up() throws InterruptedException {
        ScriptedServer server = serving(Exchange::staySilent);

        assertThat(failure(server, SHORT)).isEqualTo(Kind.ANSWER_TIMEOUT);

        Await.until(PATIENCE, "the connection is closed", () -> server.hangUps() == 1);
    }

    @Test
    void a_pause_that_lasts_too_long_is_the_end() throws InterruptedException {
        ScriptedServer server = serving(EgressClientTest::beginAndStall);
        try (EgressCall call = client.open(post(server, ""))) {
            call.answer(PATIENCE);
            call.read(PATIENCE);

            assertThat(kind(call.read(SHORT))).isEqualTo(Kind.IDLE_TIMEOUT);
        }
        Await.until(PATIENCE, "the connection is closed", () -> server.hangUps() == 1);
    }

    @Test
    void an_answer_that_trickles_for_ever_ends_by_its_total() throws InterruptedException {
        ScriptedServer server =
                serving(exchange -> {
                    exchange.beginEvents();
                    while (true) {
                        exchange.chunk(".");
                    }
                });
        EgressRequest request =
                new EgressRequest("GET", at(server), Map.of(), "", Duration.ofSeconds(2));
        try (EgressCall call = client.open(request)) {
            call.answer(PATIENCE);
            BodyPiece piece = call.read(PATIENCE);
            while (piece instanceof BodyPiece.Bytes) {
                piece = call.read(PATIENCE);
            }
            assertThat(kind(piece)).isEqualTo(Kind.TOTAL_TIMEOUT);
        }
    }

    @Test
    void a_connection_nobody_accepts_in_time_is_given_up() throws Exception {
        client = keep(EgressClient.create(new EgressConfig(SHORT, SHORT)));
        // A backlog that is full leaves further connections without an answer of any kind.
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket first = new Socket(deaf.getInetAddress(), deaf.getLocalPort());
                Socket second = new Socket(deaf.getInetAddress(), deaf.getLocalPort())) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();

            assertThat(failure("http://127.0.0.1:" + deaf.getLocalPort(), PATIENCE))
                    .isEqualTo(Kind.CONNECT_TIMEOUT);
        }
    }

    @Test
    void each_trouble_before_an_answer_has_its_kind() throws Exception {
        int unused;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            unused = closed.getLocalPort();
        }
        ScriptedServer plain = serving(Reply.of(200, "text/plain", "ok"));
        String secured = plain.address().replace("http://", "https://");

        assertThat(failure("http://127.0.0.1:" + unused, PATIENCE)).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure("http://nowhere.invalid", PATIENCE)).isEqualTo(Kind.UNKNOWN_HOST);
        assertThat(failure(secured, PATIENCE)).isEqualTo(Kind.UNTRUSTED);
        assertThat(failure(serving(Exchange::cut), PATIENCE)).isEqualTo(Kind.LOST);
        assertThat(failure(serving(Exchange::reset), PATIENCE)).isEqualTo(Kind.LOST);
        assertThat(failure(serving(exchange -> exchange.raw("220 mail ready\r\n\r\n")), PATIENCE))
                .isEqualTo(Kind.NOT_HTTP);
    }

    @Test
    void an_answer_that_is_cut_off_is_no_end() throws InterruptedException {
        ScriptedServer cutting =
                serving(exchange -> {
                    exchange.beginEvents();
                    exchange.chunk("one");
                    exchange.cut();
                });
        try (EgressCall call = client.open(post(cutting, ""))) {
            call.answer(PATIENCE);
            assertThat(text(call.read(PATIENCE))).isEqualTo("one");
            assertThat(kind(call.read(PATIENCE))).isEqualTo(Kind.CUT);
        }
    }

    @Test
    void a_post_is_sent_once_whatever_becomes_of_its_connection() throws InterruptedException {
        ScriptedServer server =
                serving(exchange -> {
                    if (exchange.request().body().equals("first")) {
                        exchange.answer(200, "", "ok");
                    } else {
                        exchange.reset();
                    }
                });
        try (EgressCall first = client.open(post(server, "first"))) {
            first.answer(PATIENCE);
            rest(first);
        }

        try (EgressCall second = client.open(post(server, "second"))) {
            assertThat(second.answer(PATIENCE)).isInstanceOf(EgressAnswer.Failed.class);
        }

        assertThat(server.requests()).extracting("body").containsExactly("first", "second");
    }

    @Test
    void nothing_that_is_told_or_printed_shows_a_header_or_a_body() throws InterruptedException {
        ScriptedServer server = serving(Exchange::reset);
        EgressRequest request = post(server, "what the user said");

        try (EgressCall call = client.open(request)) {
            EgressAnswer.Failed failed = (EgressAnswer.Failed) call.answer(PATIENCE);
            assertThat(failed.toString()).doesNotContain(KEY).doesNotContain("the user said");
            assertThat(failed.failure().sentence()).contains("127.0.0.1");
        }
        assertThat(request.toString()).doesNotContain(KEY).doesNotContain("the user said");
    }

    @Test
    void a_header_that_cannot_be_sent_is_refused_without_showing_its_value() {
        assertThatThrownBy(() ->
                        new EgressRequest(
                                "POST",
                                Destination.of("http://127.0.0.1"),
                                Map.of("authorization", "Bearer " + KEY + "\r\nx: y"),
                                "",
                                PATIENCE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("authorization")
                .hasMessageNotContaining(KEY)
                .hasNoCause();
    }

    private static void beginAndStall(Exchange exchange) throws IOException {
        exchange.beginEvents();
        exchange.chunk("one");
        exchange.staySilent();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private String answered(ScriptedServer server) throws InterruptedException {
        try (EgressCall call = client.open(post(server, ""))) {
            call.answer(PATIENCE);
            return rest(call);
        }
    }

    private void ask(ScriptedServer server) {
        try (EgressCall call = client.open(post(server, ""))) {
            call.answer(PATIENCE);
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private Kind failure(ScriptedServer server, Duration patience) throws InterruptedException {
        return failure(server.address(), patience);
    }

    private Kind failure(String address, Duration patience) throws InterruptedException {
        EgressRequest request =
                new EgressRequest("POST", Destination.of(address), Map.of(), "x", PATIENCE);
        try (EgressCall call = client.open(request)) {
            return ((EgressAnswer.Failed) call.answer(patience)).failure().kind();
        }
    }

    private static Kind kind(BodyPiece piece) {
        return ((BodyPiece.Failed) piece).failure().kind();
    }

    private static String rest(EgressCall call) throws InterruptedException {
        StringBuilder rest = new StringBuilder();
        BodyPiece piece = call.read(PATIENCE);
        while (piece instanceof BodyPiece.Bytes) {
            rest.append(text(piece));
            piece = call.read(PATIENCE);
        }
        assertThat(piece).isInstanceOf(BodyPiece.End.class);
        return rest.toString();
    }

    private static String text(BodyPiece piece) {
        return StandardCharsets.UTF_8.decode(((BodyPiece.Bytes) piece).bytes()).toString();
    }

    private static Destination at(ScriptedServer server) {
        return Destination.of(server.address() + "/v1/it");
    }

    private static EgressRequest post(ScriptedServer server, String body) {
        return new EgressRequest(
                "POST", at(server), Map.of("authorization", "Bearer " + KEY), body, PATIENCE);
    }

    private ScriptedServer serving(Reply reply) {
        return keep(ScriptedServer.start(reply));
    }

    private <T extends AutoCloseable> T keep(T resource) {
        opened.add(resource);
        return resource;
    }
}
