package dev.perdure.llm.stored;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.http.Exchange;
import dev.perdure.contract.http.Reply;
import dev.perdure.contract.http.ScriptedServer;
import dev.perdure.egress.AddressPolicy;
import dev.perdure.egress.Allowances;
import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressConfig;
import dev.perdure.engine.identity.IdSource;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelListing;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.engine.model.ModelTimeouts;
import dev.perdure.engine.model.ProviderAccess;
import dev.perdure.engine.provider.KeyRing;
import dev.perdure.engine.provider.ProviderAssembly;
import dev.perdure.engine.provider.ProviderCases;
import dev.perdure.engine.provider.ProviderDraft;
import dev.perdure.engine.provider.Verification;
import dev.perdure.llm.rig.Asking;
import dev.perdure.model.FailureKind;
import dev.perdure.provider.ProviderId;
import dev.perdure.provider.Secret;
import dev.perdure.tenant.OrganisationId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredProvidersTest {

    private static final OrganisationId OURS = OrganisationId.DEFAULT;
    private static final String KEY = "sk-marker-of-a-secret-key";
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final String ANSWER =
            """
            data: {"choices":[{"index":0,"delta":{"content":"Yes."}}]}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]

            """;

    private static final String WRONG_KEY =
            "{\"error\":{\"message\":\"Incorrect API key provided: "
                    + KEY
                    + ".\",\"type\":\"invalid_request_error\",\"code\":\"invalid_api_key\"}}";

    private static final String NO_SUCH_MODEL =
            "{\"error\":{\"message\":\"The model `m` does not exist\",\"code\":\"model_not_found\"}}";

    private final EgressClient egress = EgressClient.create(EgressConfig.DEFAULT);
    private final InMemoryStorage storage = InMemoryStorage.open();

    @AfterEach
    void close() {
        egress.close();
        storage.close();
    }

    @Test
    void a_provider_that_answers_is_fine_and_is_sent_its_key() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(Reply.events(ANSWER))) {
            Verification found = verified(server.address() + "/v1", "m", LONG);

            assertThat(found.isFine()).as(found.sentence()).isTrue();
            assertThat(server.requests()).hasSize(1);
            assertThat(server.requests().getFirst().target()).isEqualTo("/v1/chat/completions");
            assertThat(server.requests().getFirst().header("authorization"))
                    .hasValue("Bearer " + KEY);
        }
    }

    @Test
    void a_wrong_key_is_said_to_be_one_and_not_repeated() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.start(Reply.of(401, "application/json", WRONG_KEY))) {
            Verification asked = verified(server.address() + "/v1", "m", LONG);
            Verification listed = verified(server.address() + "/v1", null, LONG);

            for (Verification found : List.of(asked, listed)) {
                assertThat(found.problem()).isEqualTo(FailureKind.AUTHENTICATION);
                assertThat(found.sentence()).contains("does not accept the key");
                assertThat(found.sentence()).doesNotContain("marker");
            }
        }
    }

    @Test
    void an_unknown_model_is_said_to_be_one() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.start(Reply.of(404, "application/json", NO_SUCH_MODEL))) {
            Verification found = verified(server.address() + "/v1", "m", LONG);

            assertThat(found.problem()).isEqualTo(FailureKind.NOT_FOUND);
            assertThat(found.sentence()).contains("does not know the model");
        }
    }

    @Test
    void a_base_url_that_answers_a_page_is_said_to_be_wrong() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.start(
                        Reply.of(200, "text/html", "<!doctype html><title>Welcome</title>"))) {
            Verification asked = verified(server.address(), "m", LONG);
            Verification listed = verified(server.address(), null, LONG);

            assertThat(asked.problem()).isEqualTo(FailureKind.INVALID_RESPONSE);
            assertThat(asked.sentence()).contains("something else than an event stream");
            assertThat(listed.problem()).isEqualTo(FailureKind.INVALID_RESPONSE);
            assertThat(listed.sentence()).contains("a web page", "check the base URL");
        }
    }

    @Test
    void where_nobody_listens_it_says_so() throws Exception {
        // A port that is held, so that nobody else takes it, and not listened on.
        try (Socket held = new Socket()) {
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String address = "http://127.0.0.1:" + held.getLocalPort() + "/v1";

            for (String model : new String[] {"m", null}) {
                Verification found = verified(address, model, LONG);
                assertThat(found.problem()).isEqualTo(FailureKind.TRANSPORT);
                assertThat(found.sentence()).contains("Nobody accepts connections");
            }
        }
    }

    @Test
    void a_server_that_says_nothing_is_not_waited_for_for_ever() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(Exchange::staySilent)) {
            for (String model : new String[] {"m", null}) {
                Verification found = verified(server.address() + "/v1", model, SHORT);
                assertThat(found.problem()).as(found.sentence()).isEqualTo(FailureKind.STALLED);
                assertThat(found.sentence()).isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"object\":\"list\",\"data\":[{\"id\":\"a/b\",\"context_length\":4096},{\"id\":\"c\"}]}",
                "{\"models\":[{\"name\":\"a/b\",\"meta\":{\"n_ctx\":4096}},{\"id\":\"c\",\"name\":\"c\"}]}",
                "[{\"id\":\"a/b\",\"max_model_len\":4096},{\"id\":\"c\",\"context_length\":0},{},7]"
            })
    void the_models_of_a_server_are_read_in_whichever_form(String body) throws Exception {
        try (ScriptedServer server =
                ScriptedServer.start(Reply.of(200, "application/json", body))) {
            ModelListing listing =
                    drivers(LONG).list(access("custom", server.address() + "/v1", null));

            assertThat(listing)
                    .isEqualTo(
                            new ModelListing.Listed(
                                    List.of(
                                            new ModelListing.Found("a/b", "a/b", 4096),
                                            new ModelListing.Found("c", "c", null))));
            assertThat(server.requests().getFirst().target()).isEqualTo("/v1/models");
            assertThat(server.requests().getFirst().header("authorization")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"data\":{}}", "null", "no json", "{\"data\":"})
    void what_is_no_list_of_models_is_not_taken_for_one(String body) throws Exception {
        try (ScriptedServer server =
                ScriptedServer.start(Reply.of(200, "application/json", body))) {
            ModelListing listing = drivers(LONG).list(access("custom", server.address(), null));

            assertThat(listing).isInstanceOf(ModelListing.Failed.class);
            ModelListing.Failed failed = (ModelListing.Failed) listing;
            assertThat(failed.failure().kind()).isEqualTo(FailureKind.INVALID_RESPONSE);
        }
    }

    @Test
    void what_cannot_be_reached_is_objected_to_before_anybody_is_asked() {
        assertThat(objection("carrier-pigeon", "https://192.0.2.1/v1", null))
                .contains("carrier-pigeon");
        assertThat(objection("custom", "", null)).contains("base_url");
        assertThat(objection("custom", "ftp://192.0.2.1", null)).contains("http");
        assertThat(objection("custom", "http://192.0.2.1/v1", null)).contains("https://");
        assertThat(objection("custom", "https://169.254.169.254/v1", null))
                .contains("may not be asked");
        assertThat(objection("custom", "https://u:p@192.0.2.1/v1", null)).contains("password");
        assertThat(objection("custom", "https://192.0.2.1/v1", "a key")).contains("character");
        assertThat(drivers(LONG).objection(access("custom", "https://192.0.2.1/v1", KEY)))
                .isEmpty();
        assertThat(drivers(LONG).objection(access("ollama", "", null))).isEmpty();
    }

    @Test
    void every_type_that_is_named_can_be_kept() {
        for (String type : drivers(LONG).types()) {
            assertThat(drivers(LONG).objection(access(type, "https://192.0.2.1/v1", KEY)))
                    .as(type)
                    .isEmpty();
        }
    }

    @Test
    void a_changed_provider_shares_its_places_with_the_one_it_was() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(Exchange::staySilent)) {
            StoredProviders drivers = drivers(LONG);
            ModelRequest request = Asking.about("Hello").model("acme/m").request();
            try (ModelStream underWay = drivers.open(bounded(server, "first")).open(request);
                    ModelStream next = drivers.open(bounded(server, "second")).open(request)) {
                assertThat(next.next())
                        .isInstanceOfSatisfying(
                                ModelChunk.Failed.class,
                                failed ->
                                        assertThat(failed.failure().kind())
                                                .isEqualTo(FailureKind.BUSY));
            }
        }
    }

    private static ProviderAccess bounded(ScriptedServer server, String model) {
        return new ProviderAccess(
                new ProviderId(new UUID(0, 7)),
                "acme",
                "custom",
                server.address() + "/v1",
                null,
                1,
                List.of(model));
    }

    private String objection(String type, String address, @Nullable String key) {
        return drivers(LONG).objection(access(type, address, key)).orElseThrow();
    }

    private static ProviderAccess access(String type, String address, @Nullable String key) {
        return new ProviderAccess(
                null, "acme", type, address, key == null ? null : new Secret(key), null, List.of());
    }

    private StoredProviders drivers(Duration patience) {
        return new StoredProviders(
                () -> egress, AddressPolicy.providers(Allowances.NONE), patience);
    }

    private Verification verified(String address, @Nullable String model, Duration patience)
            throws InterruptedException {
        ProviderAssembly assembly =
                new ProviderAssembly(
                        storage.providers(),
                        storage.circuits(),
                        drivers(patience),
                        KeyRing.parse("k:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="),
                        Set.of(),
                        storage.clock(),
                        IdSource.timeOrdered());
        ProviderCases cases =
                assembly.cases(assembly.directory(), new ModelTimeouts(patience, patience));
        ProviderId id =
                cases.add()
                        .add(
                                OURS,
                                new ProviderDraft(
                                        "Acme", "custom", address, new Secret(KEY), null, false))
                        .get()
                        .id();
        return cases.verify().verify(OURS, id, model).get();
    }
}
