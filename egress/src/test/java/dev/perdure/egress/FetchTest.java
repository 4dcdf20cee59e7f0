package dev.perdure.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Await;
import dev.perdure.contract.Background;
import dev.perdure.contract.http.Exchange;
import dev.perdure.contract.http.ReceivedRequest;
import dev.perdure.contract.http.Reply;
import dev.perdure.contract.http.ScriptedServer;
import dev.perdure.egress.EgressFailure.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BYTES_MAX = 1_000_000;
    private static final FetchBounds BOUNDS = new FetchBounds(BYTES_MAX, PATIENCE, PATIENCE);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final EgressClient client =
            keep(EgressClient.create(EgressConfig.DEFAULT))
                    .under(AddressPolicy.publicInternet(Allowances.of(List.of("127.0.0.1"))));

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : opened.reversed()) {
            resource.close();
        }
    }

    @Test
    void a_document_is_read_whole() throws InterruptedException {
        ScriptedServer server = serving(Reply.of(404, "text/plain", "nothing here"));

        Fetched.Document document = document(get(server, "/a"));

        assertThat(document.status()).isEqualTo(404);
        assertThat(text(document)).isEqualTo("nothing here");
        assertThat(document.whole()).isTrue();
        assertThat(document.headers().first("content-type")).contains("text/plain");
        assertThat(server.requests().getFirst().header("accept-encoding")).contains("gzip");
    }

    @Test
    void letters_beyond_ascii_arrive_escaped() throws InterruptedException {
        ScriptedServer server = serving(Reply.of(200, "text/plain", "ok"));

        document(get(server, "/\u65e5\u672c/\u00e4?q=\u65e5\u672c"));

        assertThat(server.requests().getFirst().target())
                .isEqualTo("/%E6%97%A5%E6%9C%AC/%C3%A4?q=%E6%97%A5%E6%9C%AC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?q=\u65e5", "/a?q=\u65e5", "a?q=%E6%97%A5"})
    void letters_of_a_location_arrive_escaped(String location) throws InterruptedException {
        ScriptedServer server =
                keep(
                        ScriptedServer.start((ReceivedRequest request) ->
                                request.target().equals("/a")
                                        ? moved(302, location)
                                        : Reply.of(200, "text/plain", "arrived")));

        assertThat(text(document(get(server, "/a")))).isEqualTo("arrived");

        assertThat(server.requests().getLast().target()).isEqualTo("/a?q=%E6%97%A5");
    }

    @Test
    void a_document_at_its_bound_is_whole_and_one_byte_more_is_not() throws InterruptedException {
        ScriptedServer exact = serving(Reply.of(200, "text/plain", "x".repeat(BYTES_MAX)));
        ScriptedServer more = serving(Reply.of(200, "text/plain", "x".repeat(BYTES_MAX + 1)));

        assertThat(document(get(exact, "/")).whole()).isTrue();
        assertThat(document(get(more, "/")).whole()).isFalse();
        assertThat(document(get(more, "/")).bytes()).hasSize(BYTES_MAX);
    }

    @Test
    void what_never_ends_is_cut_off_and_its_connection_closed() throws InterruptedException {
        ScriptedServer server =
                serving(exchange -> {
                    exchange.beginEvents();
                    String part = "y".repeat(60_000);
                    for (int i = 0; i < 1_000; i++) {
                        exchange.chunk(part);
                    }
                    exchange.staySilent();
                });

        Fetched.Document document = document(get(server, "/"));

        assertThat(document.whole()).isFalse();
        assertThat(document.bytes()).hasSize(BYTES_MAX);
    }

    @Test
    void what_is_compressed_is_decoded() throws InterruptedException {
        ScriptedServer server = serving(compressed(gzip("grüezi ".repeat(1_000))));

        assertThat(text(document(get(server, "/")))).isEqualTo("grüezi ".repeat(1_000));
    }

    @Test
    void what_is_compressed_may_arrive_byte_by_byte() throws InterruptedException {
        ScriptedServer server =
                serving(exchange -> {
                    exchange.raw("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n");
                    exchange.raw("transfer-encoding: chunked\r\n\r\n");
                    for (byte each : gzip("hello")) {
                        exchange.chunk(each);
                    }
                    exchange.endChunks();
                });

        Fetched.Document document = document(get(server, "/"));

        assertThat(text(document)).isEqualTo("hello");
        assertThat(document.whole()).isTrue();
    }

    @Test
    void a_bomb_goes_off_at_the_bound() throws InterruptedException {
        byte[] bomb = gzip("0".repeat(60_000_000));
        assertThat(bomb.length).isLessThan(BYTES_MAX / 10);

        Fetched.Document document = document(get(serving(compressed(bomb)), "/"));

        assertThat(document.whole()).isFalse();
        assertThat(document.bytes()).hasSize(BYTES_MAX);
    }

    @Test
    void compressed_nothing_without_end_is_cut_off() throws InterruptedException {
        byte[] nothing = gzip("");
        ScriptedServer server =
                serving(exchange -> {
                    exchange.raw("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n");
                    exchange.raw("transfer-encoding: chunked\r\n\r\n");
                    ByteArrayOutputStream many = new ByteArrayOutputStream();
                    for (int i = 0; i < 200; i++) {
                        many.writeBytes(nothing);
                    }
                    while (true) {
                        exchange.chunk(many.toByteArray());
                    }
                });

        Fetched.Document document = document(get(server, "/"));

        assertThat(document.bytes()).isEmpty();
        assertThat(document.whole()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "gzip, gzip", "compress", "gzip"})
    void what_cannot_be_decoded_is_said_to_be(String coding) throws InterruptedException {
        ScriptedServer server =
                serving(exchange ->
                        exchange.answer(200, "content-encoding: " + coding, "no such bytes"));

        assertThat(failure(get(server, "/")).kind()).isEqualTo(Kind.UNREADABLE);
    }

    @Test
    void an_answer_without_a_body_is_not_decoded() throws InterruptedException {
        ScriptedServer server =
                serving(exchange ->
                        exchange.raw("HTTP/1.1 204 x\r\ncontent-encoding: gzip\r\n\r\n"));

        assertThat(document(get(server, "/")).bytes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_is_followed(int status) throws InterruptedException {
        ScriptedServer server =
                ScriptedServer.start(request ->
                        request.target().equals("/a/b?c=d")
                                ? Reply.of(200, "text/plain", "there")
                                : moved(status, "/a/b?c=d#part"));
        keep(server);

        Fetched.Document document = document(get(server, "/"));

        assertThat(text(document)).isEqualTo("there");
        assertThat(document.from()).hasToString(server.address() + "/a/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?q=1", "/p/x?q=1", "x?q=1", "../p/x?q=1", "./x?q=1"})
    void a_relative_location_is_read_as_the_standard_says(String location)
            throws InterruptedException {
        ScriptedServer server =
                keep(
                        ScriptedServer.start(request ->
                                request.target().equals("/p/x?q=1")
                                        ? Reply.of(200, "text/plain", "there")
                                        : moved(302, location)));

        assertThat(text(document(get(server, "/p/x")))).isEqualTo("there");
    }

    @Test
    void five_redirects_are_followed_and_a_sixth_is_not() throws InterruptedException {
        ScriptedServer server = keep(ScriptedServer.start(FetchTest::countingDown));

        assertThat(text(document(get(server, "/5")))).isEqualTo("arrived");
        assertThat(failure(get(server, "/6")).kind()).isEqualTo(Kind.REDIRECTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "gopher://127.0.0.1/",
                "data:text/plain,hello",
                "http://user:pa55word@127.0.0.1/",
                "http://2130706433/",
                "http://[fe80::1%25eth0]/",
                "http:// /",
                "//"
            })
    void a_redirect_to_no_destination_is_not_followed(String location) throws InterruptedException {
        ScriptedServer server = serving(moved(302, location));

        EgressFailure failure = failure(get(server, "/"));

        assertThat(failure.kind()).isEqualTo(Kind.REDIRECTED);
        assertThat(failure.sentence()).doesNotContain("pa55word");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "http://127.0.0.2/",
                "http://[::1]/",
                "https://10.0.0.1/"
            })
    void a_redirect_is_judged_like_the_first_request(String location) throws InterruptedException {
        ScriptedServer server = serving(moved(302, location));

        EgressFailure failure = failure(get(server, "/"));

        assertThat(failure.kind()).isEqualTo(Kind.FORBIDDEN);
        assertThat(failure.sentence()).startsWith("The request was redirected. The ");
    }

    @Test
    void beyond_its_origin_goes_nothing_that_was_meant_for_it() throws InterruptedException {
        ScriptedServer elsewhere = serving(Reply.of(200, "text/plain", "elsewhere"));
        ScriptedServer server =
                keep(
                        ScriptedServer.start(request ->
                                request.target().equals("/")
                                        ? moved(302, "/still-here")
                                        : moved(302, elsewhere.address() + "/there")));

        document(
                new EgressRequest(
                        "GET",
                        Destination.of(server.address() + "/"),
                        Map.of(
                                "Authorization", "Bearer secret",
                                "Cookie", "a=b",
                                "X-Api-Key", "secret",
                                "Accept", "text/plain"),
                        "",
                        PATIENCE));

        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().getLast().header("authorization")).contains("Bearer secret");
        ReceivedRequest beyond = elsewhere.requests().getFirst();
        assertThat(beyond.headers()).doesNotContainKeys("authorization", "cookie", "x-api-key");
        assertThat(beyond.header("accept")).contains("text/plain");
    }

    @Test
    void what_may_change_something_is_not_led_on() throws InterruptedException {
        ScriptedServer elsewhere = serving(Reply.of(200, "text/plain", "elsewhere"));
        ScriptedServer server = serving(moved(307, elsewhere.address()));

        Fetched.Document document =
                document(
                        new EgressRequest(
                                "POST",
                                Destination.of(server.address() + "/"),
                                Map.of(),
                                "pay",
                                PATIENCE));

        assertThat(document.status()).isEqualTo(307);
        assertThat(elsewhere.requests()).isEmpty();
    }

    @Test
    void a_chain_as_a_whole_has_its_time() throws InterruptedException {
        ScriptedServer server = serving(Exchange::staySilent);
        EgressRequest request =
                new EgressRequest(
                        "GET",
                        Destination.of(server.address() + "/"),
                        Map.of(),
                        "",
                        Duration.ofMillis(300));

        assertThat(failure(request).kind()).isEqualTo(Kind.TOTAL_TIMEOUT);
    }

    @Test
    void a_body_that_breaks_off_is_no_document() throws InterruptedException {
        ScriptedServer server =
                serving(exchange -> {
                    exchange.beginEvents();
                    exchange.chunk("half");
                    exchange.cut();
                });

        assertThat(failure(get(server, "/")).kind()).isEqualTo(Kind.CUT);
    }

    @Test
    void interrupting_the_reader_closes_the_connection() throws InterruptedException {
        ScriptedServer server =
                serving(exchange -> {
                    exchange.beginEvents();
                    exchange.chunk("one");
                    exchange.staySilent();
                });
        try (Background<Fetched> reader =
                Background.start(() -> new Fetch(client, BOUNDS).ask(get(server, "/")))) {
            Await.until(PATIENCE, "the request arrived", () -> server.requests().size() == 1);
            reader.awaitWaiting(PATIENCE);

            reader.interrupt();

            assertThat(reader.awaitFailure(PATIENCE)).isInstanceOf(InterruptedException.class);
            Await.until(PATIENCE, "the connection is closed", () -> server.hangUps() == 1);
        }
    }

    private static Reply countingDown(ReceivedRequest request) {
        int left = Integer.parseInt(request.target().substring(1));
        return left == 0 ? Reply.of(200, "text/plain", "arrived") : moved(302, "/" + (left - 1));
    }

    private static Reply moved(int status, String location) {
        return exchange -> exchange.answer(status, "location: " + location, "");
    }

    private static Reply compressed(byte[] body) {
        return exchange -> {
            exchange.raw("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n");
            exchange.raw("transfer-encoding: chunked\r\n\r\n");
            exchange.chunk(body);
            exchange.endChunks();
        };
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return bytes.toByteArray();
    }

    private static EgressRequest get(ScriptedServer server, String path) {
        return new EgressRequest(
                "GET", Destination.of(server.address() + path), Map.of(), "", PATIENCE);
    }

    private Fetched ask(EgressRequest request) throws InterruptedException {
        return new Fetch(client, BOUNDS).ask(request);
    }

    private Fetched.Document document(EgressRequest request) throws InterruptedException {
        return (Fetched.Document) ask(request);
    }

    private EgressFailure failure(EgressRequest request) throws InterruptedException {
        return ((Fetched.Failed) ask(request)).failure();
    }

    private static String text(Fetched.Document document) {
        return new String(document.bytes(), StandardCharsets.UTF_8);
    }

    private ScriptedServer serving(Reply reply) {
        return keep(ScriptedServer.start(reply));
    }

    private <T extends AutoCloseable> T keep(T resource) {
        opened.add(resource);
        return resource;
    }
}
