package dev.perdure.service.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perdure.contract.http.ReceivedRequest;
import dev.perdure.contract.http.Reply;
import dev.perdure.contract.http.ScriptedServer;
import dev.perdure.postgres.testing.PostgresTestServer;
import dev.perdure.postgres.testing.TestDatabase;
import dev.perdure.service.proof.harness.Api;
import dev.perdure.service.proof.harness.Await;
import dev.perdure.service.proof.harness.DatabaseAccess;
import dev.perdure.service.proof.harness.Frame;
import dev.perdure.service.proof.harness.Ports;
import dev.perdure.service.proof.harness.ServiceCommand;
import dev.perdure.service.proof.harness.ServiceProcess;
import dev.perdure.service.proof.harness.SseConnection;
import dev.perdure.service.proof.secrets.DatabaseDump;
import dev.perdure.service.proof.secrets.EchoingModels;
import dev.perdure.service.proof.secrets.Marker;
import dev.perdure.service.proof.secrets.Sinks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Secrets go through everything a service does, with servers of models that repeat them wherever
 * they can; afterwards none stands anywhere but where it was put.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretsProof {

    private static final Duration MAX = Duration.ofMinutes(3);
    private static final String SAID = "What do you keep of me?";

    private final Marker environmentKey = Marker.of("the key in OPENAI_API_KEY");
    private final Marker configuredKey = Marker.of("the key that key_env names");
    private final Marker header = Marker.of("a header of the configuration");
    private final Marker firstKey = Marker.of("a key through the API");
    private final Marker secondKey = Marker.of("the key in its place");
    private final Marker olderKey = Marker.of("a key through the earlier API");
    private final Marker inAddress = Marker.ofLetters("a password in an address");
    private final Marker inQuery = Marker.ofLetters("a key in a query");
    private final Marker sessionSecret = Marker.of("a secret of a session");
    private final Marker collectorKey = Marker.of("the key of the collector");
    private final Marker masterKey = Marker.ofMasterKey("a master key");
    private final Marker otherMasterKey = Marker.ofMasterKey("a master key that opens nothing");
    private final List<Marker> markers =
            List.of(
                    environmentKey,
                    configuredKey,
                    header,
                    firstKey,
                    secondKey,
                    olderKey,
                    inAddress,
                    inQuery,
                    sessionSecret,
                    collectorKey,
                    masterKey,
                    otherMasterKey);

    private final Sinks sinks = new Sinks();
    private final AtomicBoolean refused = new AtomicBoolean();
    private final List<String> sessions = new CopyOnWriteArrayList<>();
    private DatabaseAccess database;
    private EchoingModels models;
    private ScriptedServer collector;

    @BeforeAll
    void everything_happens_once() throws Exception {
        TestDatabase fresh = PostgresTestServer.shared().createDatabase();
        database = new DatabaseAccess(fresh.jdbcUrl(), fresh.user(), fresh.password());
        models = new EchoingModels();
        collector = ScriptedServer.start(this::collect);
        try (WorkDirectory directory = WorkDirectory.create();
                ServiceProcess service = ServiceProcess.start(command(directory))) {
            play(service, directory);
            for (String told : List.of(SAID, "execute_tool add", "invalid_request")) {
                Await.until("spans tell " + told, MAX, () -> spans().contains(told));
            }
            service.terminate();
            sinks.put("log", service.printed());
        }
        sinks.put("spans", spans());
        sinks.put("database", DatabaseDump.of(database));
    }

    @AfterAll
    void close() {
        models.close();
        collector.close();
    }

    @Test
    void no_secret_stands_anywhere() {
        assertThat(sinks.leaks(markers)).isEmpty();
    }

    /** Otherwise nothing could have leaked. */
    @Test
    void the_secrets_were_used_and_the_places_searched_hold_what_happened() {
        assertThat(
                        List.of(
                                environmentKey,
                                configuredKey,
                                header,
                                firstKey,
                                secondKey,
                                olderKey,
                                sessionSecret))
                .allMatch(marker -> models.carried(marker) > 0);
        assertThat(collector.requests())
                .allMatch(request -> request.headers().containsValue(collectorKey.secret()));
        assertThat(sinks.text("database")).contains(SAID, "acme", "You sent [...]");
        assertThat(sinks.text("events"))
                .contains("You sent [...]", "reason.failover", "turn.failed", "tool.completed")
                .contains("You sent [token]");
        assertThat(sinks.text("streams")).contains("You sent [...]", "turn.completed");
        assertThat(sinks.text("spans"))
                .contains("chat fine", "execute_tool add", "invalid_request");
        assertThat(sinks.text("answers"))
                .contains("api_key_set", "perdure_model_calls_total", "k1");
        assertThat(sinks.text("log")).contains("DEBUG");
        assertThat(sinks.text("doctor"))
                .contains("provider configured", "master keys [k1]", "ok    spans");
    }

    @Test
    void a_secret_in_any_of_these_places_would_be_found() throws Exception {
        for (Marker marker : markers) {
            for (String form : marker.forms().values()) {
                for (String sink : sinks.names()) {
                    Sinks planted = new Sinks();
                    planted.put(sink, "x" + form + "y");

                    assertThat(planted.leaks(List.of(marker))).as(sink).hasSize(1);
                }
            }
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table perdure.planted (held bytea)");
            try (PreparedStatement row =
                    connection.prepareStatement("insert into perdure.planted values (?)")) {
                row.setBytes(
                        1,
                        ("{\"key\":\"" + firstKey.secret() + "\"}")
                                .getBytes(StandardCharsets.UTF_8));
                row.execute();
            }
            assertThat(firstKey.in(DatabaseDump.of(database))).isPresent();
            statement.execute("drop table perdure.planted");
        }
    }

    private void play(ServiceProcess service, WorkDirectory directory) throws Exception {
        Api api = service.api();
        String acme = provider(api, "/v1/providers", "Acme", firstKey);
        String older = provider(api, "/v1/llm-providers", "Older", olderKey);
        for (String address :
                List.of(
                        "//u:" + inAddress.secret() + "@127.0.0.1/v1",
                        "//127.0.0.1/v1?key=" + inQuery.secret())) {
            String body = body("Bad", firstKey).replace(models.address(), "http:" + address);
            assertThat(ask(api, "POST", "/v1/providers", body).status()).isBetween(400, 499);
            assertThat(ask(api, "POST", "/v1/llm-providers", body).status()).isBetween(400, 499);
        }
        useSecretOfSession(service);
        try (ExecutorService several = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> talks = new ArrayList<>();
            for (String name : List.of("openai", "configured", "acme", "older")) {
                talks.add(CompletableFuture.runAsync(() -> talk(service, name), several));
            }
            // What waits for pauses of the turns leaves time for two more programs.
            talks.add(CompletableFuture.runAsync(() -> look(directory), several));
            talks.add(CompletableFuture.runAsync(() -> lockedOut(directory), several));
            for (CompletableFuture<Void> talk : talks) {
                talk.get();
            }
        }
        for (String model : List.of("refuses-401", "refuses-400", "redirect", "fine")) {
            verify(api, acme, model);
            verify(api, older, model);
        }
        for (int time = 0; time < 2; time++) {
            ask(api, "POST", "/v1/providers/" + acme + "/sync-models", "");
        }
        String edit = "{\"api_key\":\"" + secondKey.secret() + "\"}";
        assertThat(ask(api, "PATCH", "/v1/providers/" + acme, edit).status()).isEqualTo(200);
        verify(api, acme, "refuses-400");
        ask(api, "POST", "/v1/providers/rewrap-keys", "");
        assertThat(ask(api, "DELETE", "/v1/llm-providers/" + older, "").status()).isEqualTo(204);
        readBack(api);
    }

    /** One after the other, since an account that fails five times in a row is left alone. */
    private void talk(ServiceProcess service, String provider) {
        Api api = service.api();
        for (String model : EchoingModels.MODELS) {
            String agent =
                    api.agent(
                            """
                            {"name":"%1$s %2$s","system_prompt":"","default_model_id":"%1$s/%2$s",
                             "fallback_models":["%1$s/fine"],"capabilities":[{"ref":"test_math"}]}
                            """
                                    .formatted(provider, model));
            String session = api.session(agent);
            sessions.add(session);
            turn(service, session);
        }
    }

    /** Its tool has a server repeat it; before the account of the model has failed too often. */
    private void useSecretOfSession(ServiceProcess service) {
        Api api = service.api();
        String agent =
                api.agent(
                        """
                        {"name":"asks","system_prompt":"","default_model_id":"acme/tool",
                         "capabilities":[{"ref":"session_storage"},{"ref":"http_tools","config":{"tools":[
                         {"name":"add","url":"%s/any","headers":{"x-secret":{"secret":"token"}},
                          "parameters":{"type":"object","properties":{"a":{},"b":{}}}}]}}]}
                        """
                                .formatted(models.address()));
        String session = api.session(agent);
        sessions.add(session);
        String secrets = "/v1/sessions/" + session + "/storage/secrets";
        for (String name : List.of("no name", "token")) {
            String body = "{\"secrets\":{\"" + name + "\":\"" + sessionSecret.secret() + "\"}}";
            assertThat(ask(api, "PUT", secrets, body).status())
                    .isEqualTo(name.equals("token") ? 200 : 400);
        }
        turn(service, session);
        assertThat(ask(api, "GET", secrets, "").text()).contains("token");
    }

    private void turn(ServiceProcess service, String session) {
        service.api().say(session, SAID);
        try (SseConnection stream = SseConnection.open(service.port(), Api.stream(session))) {
            for (String last = ""; !last.equals("session.idled"); ) {
                Frame frame = stream.next(MAX).orElseThrow();
                sinks.put("streams", frame.toString());
                last = frame.event();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void readBack(Api api) {
        for (String session : sessions) {
            sinks.put("events", api.get(Api.events(session)).text());
            ask(api, "GET", Api.messages(session), "");
            ask(api, "GET", "/v1/sessions/" + session, "");
            ask(api, "GET", "/v1/sessions/" + session + "/explain", "");
        }
        for (String path :
                List.of(
                        "/v1/providers",
                        "/v1/llm-providers",
                        "/v1/models",
                        "/v1/llm-models",
                        "/v1/agents",
                        "/v1/sessions",
                        "/v1/capabilities",
                        "/health",
                        "/metrics",
                        "/api-doc/openapi.json")) {
            assertThat(ask(api, "GET", path, "").status()).as(path).isEqualTo(200);
        }
    }

    /** A node whose master key does not open the rows. */
    private void lockedOut(WorkDirectory directory) {
        try (ServiceProcess service =
                ServiceProcess.start(
                        command(directory)
                                .with("PERDURE_ROLE", "api")
                                .with("PERDURE_SECRET_KEYS", "k2:" + otherMasterKey.secret()))) {
            Api api = service.api();
            for (JsonNode provider : api.get("/v1/providers").json().path("data")) {
                verify(api, provider.path("id").asText(), "fine");
            }
            service.terminate();
            sinks.put("log", service.printed());
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private void look(WorkDirectory directory) {
        try (ServiceProcess doctor = ServiceProcess.launch(command(directory).saying("doctor"))) {
            doctor.exitStatus(MAX);
            sinks.put("doctor", doctor.printed());
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private String provider(Api api, String path, String name, Marker key) {
        Api.Answer answer = ask(api, "POST", path, body(name, key));
        return answer.ok(201).path("id").asText();
    }

    private String body(String name, Marker key) {
        return "{\"name\":\"%s\",\"provider_type\":\"custom\",\"base_url\":\"%s\",\"api_key\":\"%s\"}"
                .formatted(name, models.address(), key.secret());
    }

    private void verify(Api api, String provider, String model) {
        ask(
                api,
                "POST",
                "/v1/providers/" + provider + "/verify",
                "{\"model_id\":\"" + model + "\"}");
    }

    private Api.Answer ask(Api api, String method, String path, String body) {
        Api.Answer answer = api.send(method, path, BodyPublishers.ofString(body), MAX);
        sinks.put("answers", answer.toString());
        return answer;
    }

    /** It refuses once, in words that repeat its key. */
    private Reply collect(ReceivedRequest request) {
        return refused.compareAndSet(false, true)
                ? Reply.of(503, "text/plain", "No: " + request.headers())
                : Reply.of(200, "application/x-protobuf", "");
    }

    private String spans() {
        StringBuilder all = new StringBuilder();
        for (ReceivedRequest request : collector.requests()) {
            all.append(request.body()).append('\n');
        }
        return all.toString();
    }

    private ServiceCommand command(WorkDirectory directory) throws IOException {
        String file =
                Files.writeString(
                                directory.resolve("own.yml"),
                                """
                                models:
                                  providers:
                                    - name: configured
                                      type: openai_compatible
                                      base_url: %s
                                      key_env: CONFIGURED_KEY
                                      headers: {x-secret: "${CONFIGURED_HEADER}"}
                                """
                                        .formatted(models.address()))
                        .toString();
        return ServiceCommand.on(directory.resolve("data"), Ports.free())
                .with("PERDURE_DATABASE_URL", database.url())
                .with("PERDURE_CONFIG", file)
                .with("PERDURE_LOG_LEVEL", "DEBUG")
                .with("PERDURE_SECRET_KEYS", "k1:" + masterKey.secret())
                .with("PERDURE_EGRESS_PRIVATE_ALLOW", "127.0.0.1")
                .with("OPENAI_API_KEY", environmentKey.secret())
                .with("OPENAI_BASE_URL", models.address())
                .with("CONFIGURED_KEY", configuredKey.secret())
                .with("CONFIGURED_HEADER", header.secret())
                .with("OTEL_EXPORTER_OTLP_ENDPOINT", collector.address())
                .with("OTEL_EXPORTER_OTLP_HEADERS", "x-key=" + collectorKey.secret())
                .with("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "true");
    }
}
