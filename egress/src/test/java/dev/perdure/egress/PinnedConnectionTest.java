package dev.perdure.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Await;
import dev.perdure.contract.http.Reply;
import dev.perdure.contract.http.ScriptedServer;
import dev.perdure.egress.EgressFailure.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Names that stand for one thing when they are judged and for another when they are connected to.
 * The address that may be asked is 127.0.0.1 here, by an allowance; any other is not public.
 */
class PinnedConnectionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AddressPolicy POLICY =
            AddressPolicy.publicInternet(Allowances.of(List.of("127.0.0.1")));

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final AtomicInteger reachedInside = new AtomicInteger();
    private final ScriptedServer outside =
            keep(ScriptedServer.start(Reply.of(200, "text/plain", "outside")));

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : opened.reversed()) {
            resource.close();
        }
    }

    @Test
    void a_name_that_rebinds_does_not_reach_what_it_stands_for_now() throws Exception {
        startInside();
        Answers answers = new Answers("127.0.0.1", "127.0.0.2");
        EgressClient client = client(answers);

        assertThat(status(client)).isEqualTo(200);
        assertThat(answers.asked()).isEqualTo(1);

        // A connection to the first address is still open, and is not given to the second.
        assertThat(kind(client)).isEqualTo(Kind.FORBIDDEN);
        assertThat(outside.requests()).hasSize(1);
        assertThat(reachedInside).hasValue(0);
    }

    @Test
    void one_address_that_may_not_be_asked_speaks_against_a_name() throws Exception {
        startInside();
        EgressClient client = client(new Answers("127.0.0.1,127.0.0.2"));

        assertThat(kind(client)).isEqualTo(Kind.FORBIDDEN);
        assertThat(outside.requests()).isEmpty();
        assertThat(reachedInside).hasValue(0);
    }

    @Test
    void the_next_address_is_tried_where_nobody_accepts_a_connection() throws Exception {
        EgressClient client =
                keep(EgressClient.create(EgressConfig.DEFAULT, new Answers("127.0.0.3,127.0.0.1")));

        assertThat(status(client)).isEqualTo(200);
        assertThat(outside.requests().getFirst().header("host"))
                .contains("rebinding.example:" + port());
    }

    @Test
    void a_policy_holds_for_connections_that_another_one_opened() throws Exception {
        EgressClient free =
                keep(EgressClient.create(EgressConfig.DEFAULT, new Answers("127.0.0.1")));
        assertThat(status(free)).isEqualTo(200);

        EgressClient guarded = free.under(AddressPolicy.publicInternet(Allowances.NONE));

        assertThat(kind(guarded)).isEqualTo(Kind.FORBIDDEN);
        assertThat(outside.requests()).hasSize(1);
    }

    @Test
    void a_name_server_that_never_answers_holds_nobody_up() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        opened.add(never::countDown);
        EgressClient client =
                keep(
                        EgressClient.create(
                                new EgressConfig(Duration.ofMillis(200), Duration.ofSeconds(1)),
                                host -> {
                                    awaitQuietly(never);
                                    return List.of();
                                }));

        assertThat(kind(client)).isEqualTo(Kind.UNKNOWN_HOST);
        assertThat(client.objection(destination())).isEmpty();
    }

    @Test
    void slow_names_that_tools_ask_for_keep_nobody_else_waiting() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        EgressClient client =
                slowBut("rebinding.example", asked, never, Duration.ofSeconds(60)).under(POLICY);
        opened.add(never::countDown);
        for (int name = 0; name < 40; name++) {
            EgressCall call = client.open(request("http://slow-" + name + ".example/"));
            opened.add(call);
        }
        Await.until(PATIENCE, "all places of tools are taken", () -> asked.get() == 32);

        assertThat(status(client.under(AddressPolicy.CONFIGURED))).isEqualTo(200);
        assertThat(
                        status(
                                client.under(
                                        AddressPolicy.providers(
                                                Allowances.of(List.of("127.0.0.1"))))))
                .isEqualTo(200);
    }

    @Test
    void a_slow_name_takes_one_place_however_many_ask_for_it() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        EgressClient client =
                slowBut("rebinding.example", asked, never, Duration.ofMillis(200)).under(POLICY);
        opened.add(never::countDown);
        List<EgressCall> calls = new ArrayList<>();
        for (int call = 0; call < 40; call++) {
            calls.add(client.open(request("http://slow.example/")));
        }
        for (EgressCall call : calls) {
            assertThat(((EgressAnswer.Failed) call.answer(PATIENCE)).failure().kind())
                    .isEqualTo(Kind.UNKNOWN_HOST);
        }

        assertThat(asked.get()).isLessThanOrEqualTo(1);
    }

    /** A client whose name server knows one host and says nothing of others. */
    private EgressClient slowBut(
            String known, AtomicInteger asked, CountDownLatch never, Duration patience) {
        return keep(
                EgressClient.create(
                        new EgressConfig(patience, Duration.ofSeconds(1)),
                        host -> {
                            if (!host.equals(known)) {
                                asked.incrementAndGet();
                                awaitQuietly(never);
                            }
                            return List.of(AddressRange.literal("127.0.0.1"));
                        }));
    }

    private static EgressRequest request(String address) {
        return new EgressRequest("GET", Destination.of(address), Map.of(), "", PATIENCE);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Listens where nobody should come, at the port of the other server. */
    private void startInside() throws IOException {
        ServerSocket inside = new ServerSocket(port(), 10, InetAddress.getByName("127.0.0.2"));
        opened.add(inside);
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        while (true) {
                            inside.accept().close();
                            reachedInside.incrementAndGet();
                        }
                    } catch (IOException closed) {
                        return; // The test is over.
                    }
                });
    }

    private EgressClient client(NameLookup lookup) {
        return keep(EgressClient.create(EgressConfig.DEFAULT, lookup)).under(POLICY);
    }

    private int status(EgressClient client) throws InterruptedException {
        try (EgressCall call = client.open(request())) {
            EgressAnswer.Begun begun = (EgressAnswer.Begun) call.answer(PATIENCE);
            assertThat(new String(call.readAtMost(100, PATIENCE), StandardCharsets.UTF_8))
                    .isEqualTo("outside");
            return begun.status();
        }
    }

    private Kind kind(EgressClient client) throws InterruptedException {
        try (EgressCall call = client.open(request())) {
            return ((EgressAnswer.Failed) call.answer(PATIENCE)).failure().kind();
        }
    }

    private EgressRequest request() {
        return new EgressRequest("GET", destination(), Map.of(), "", PATIENCE);
    }

    private Destination destination() {
        return Destination.of("http://rebinding.example:" + port() + "/");
    }

    private int port() {
        return URI.create(outside.address()).getPort();
    }

    private <T extends AutoCloseable> T keep(T resource) {
        opened.add(resource);
        return resource;
    }

    /** A name server: one answer for each question, the last one for all that follow. */
    private static final class Answers implements NameLookup {

        private final Deque<List<String>> answers = new ArrayDeque<>();
        private int asked;

        /** Several addresses of an answer are joined by commas. */
        Answers(String... answers) {
            Arrays.stream(answers).map(each -> List.of(each.split(","))).forEach(this.answers::add);
        }

        @Override
        public synchronized List<InetAddress> addresses(String host) {
            asked++;
            List<String> answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
            return answer.stream().map(AddressRange::literal).toList();
        }

        synchronized int asked() {
            return asked;
        }
    }
}
