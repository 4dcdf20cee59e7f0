package dev.perdure.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.egress.EgressFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection goes to an address, and its certificate is judged by the name. */
class TrustTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** A record of TLS that nobody who has the keys wrote. */
    private static final byte[] NO_RECORD = {
        0x17, 3, 3, 0, 24, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
        21, 22, 23, 24
    };

    private static final BlockingQueue<String> NAMES = new LinkedBlockingQueue<>();
    private static ServerSocket server;
    private static SSLContext tls;
    private static EgressClient client;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        tls = certified(folder.resolve("store.p12"));
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(TrustTest::serve);
        client =
                EgressClient.create(
                        EgressConfig.DEFAULT,
                        host -> List.of(InetAddress.getLoopbackAddress()),
                        tls);
    }

    @AfterAll
    static void stop() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void the_name_is_sent_and_its_certificate_accepted() throws Exception {
        try (EgressCall call = client.open(request("pinned.example"))) {
            EgressAnswer.Begun begun = (EgressAnswer.Begun) call.answer(PATIENCE);
            assertThat(begun.status()).isEqualTo(204);
        }
        assertThat(NAMES.poll(60, TimeUnit.SECONDS)).isEqualTo("pinned.example");
    }

    @Test
    void the_certificate_of_another_name_is_not_accepted() throws Exception {
        try (EgressCall call = client.open(request("other.example"))) {
            EgressAnswer.Failed failed = (EgressAnswer.Failed) call.answer(PATIENCE);
            assertThat(failed.failure().kind()).isEqualTo(Kind.UNTRUSTED);
        }
    }

    @Test
    void a_certificate_nobody_vouches_for_is_not_accepted() throws Exception {
        try (EgressClient usual =
                        EgressClient.create(
                                EgressConfig.DEFAULT,
                                host -> List.of(InetAddress.getLoopbackAddress()));
                EgressCall call = usual.open(request("pinned.example"))) {
            EgressAnswer.Failed failed = (EgressAnswer.Failed) call.answer(PATIENCE);
            assertThat(failed.failure().kind()).isEqualTo(Kind.UNTRUSTED);
        }
    }

    @Test
    void what_breaks_after_the_request_was_sent_may_have_arrived() throws Exception {
        try (EgressCall call = client.open(request("pinned.example", "/breaks"))) {
            EgressAnswer.Failed failed = (EgressAnswer.Failed) call.answer(PATIENCE);
            assertThat(failed.failure().kind()).isEqualTo(Kind.LOST);
        }
        assertThat(NAMES.poll(60, TimeUnit.SECONDS)).isEqualTo("pinned.example");
    }

    @Test
    void a_server_without_encryption_is_sent_nothing() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> answerPlainly(plain));
            String address = "https://pinned.example:" + plain.getLocalPort() + "/";
            try (EgressCall call =
                    client.open(
                            new EgressRequest(
                                    "GET", Destination.of(address), Map.of(), "", PATIENCE))) {
                EgressAnswer.Failed failed = (EgressAnswer.Failed) call.answer(PATIENCE);
                assertThat(failed.failure().kind()).isEqualTo(Kind.UNTRUSTED);
            }
        }
    }

    private static void answerPlainly(ServerSocket plain) {
        try (Socket socket = plain.accept()) {
            socket.getOutputStream()
                    .write("HTTP/1.1 400 x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException left) {
            // The client has seen enough.
        }
    }

    private static EgressRequest request(String host) {
        return request(host, "/");
    }

    private static EgressRequest request(String host, String path) {
        return new EgressRequest(
                "GET",
                Destination.of("https://" + host + ":" + server.getLocalPort() + path),
                Map.of(),
                "",
                PATIENCE);
    }

    private static void serve() {
        while (!server.isClosed()) {
            try (Socket raw = server.accept();
                    SSLSocket socket =
                            (SSLSocket)
                                    tls.getSocketFactory()
                                            .createSocket(raw, null, raw.getPort(), true)) {
                socket.setUseClientMode(false);
                socket.startHandshake();
                ExtendedSSLSession session = (ExtendedSSLSession) socket.getSession();
                String name =
                        session.getRequestedServerNames().stream()
                                .map(each -> ((SNIHostName) each).getAsciiName())
                                .findFirst()
                                .orElse("");
                String head = readHead(socket.getInputStream());
                NAMES.add(name);
                if (head.startsWith("GET /breaks ")) {
                    raw.getOutputStream().write(NO_RECORD);
                    raw.getInputStream().transferTo(OutputStream.nullOutputStream());
                }
                socket.getOutputStream()
                        .write(
                                "HTTP/1.1 204 x\r\nconnection: close\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException refused) {
                // A client that does not trust us leaves.
            }
        }
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        int ends = 0;
        while (ends < 2) {
            int read = in.read();
            if (read < 0) {
                throw new IOException("The client left.");
            }
            head.append((char) read);
            ends = read == '\n' ? ends + 1 : read == '\r' ? ends : 0;
        }
        return head.toString();
    }

    /** A key with a certificate for one name, trusted by whoever has the store. */
    private static SSLContext certified(Path store) throws Exception {
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=pinned.example",
                                "-ext",
                                "san=dns:pinned.example",
                                "-alias",
                                "pinned",
                                "-storepass",
                                new String(PASSWORD),
                                "-keystore",
                                store.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(store.resolveSibling("keytool.txt").toFile())
                        .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        trusted.setCertificateEntry("pinned", keys.getCertificate("pinned"));
        KeyManagerFactory mine =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        mine.init(keys, PASSWORD);
        TrustManagerFactory others =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        others.init(trusted);
        SSLContext made = SSLContext.getInstance("TLS");
        made.init(mine.getKeyManagers(), others.getTrustManagers(), null);
        return made;
    }
}
