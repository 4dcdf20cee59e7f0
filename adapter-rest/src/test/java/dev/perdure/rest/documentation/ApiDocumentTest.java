package dev.perdure.rest.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.perdure.json.Json;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonObject;
import dev.perdure.rest.RestConfig;
import dev.perdure.rest.RestServer;
import dev.perdure.rest.WireClient;
import dev.perdure.rest.WireClient.Answer;
import dev.perdure.rest.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The document itself: whole, sound, served, and the same as the copy that is kept. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiDocumentTest {

    /** Set to {@code write} to renew the copy. */
    private static final String COPY = "perdure.openapi";

    private static final JsonObject ONE =
            words(
                    "{\"operations\":{\"GET /one\":{\"id\":\"one\",\"tag\":\"t\",\"summary\":\"One.\",\"answers\":{\"204\":null}}}}");

    private RestServer server;
    private WireClient client;

    @BeforeAll
    void start() {
        server = RestServer.start(RestConfig.standard("1.2.3"));
        client = server.client();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void the_copy_that_is_kept_is_the_document_that_is_served() throws IOException {
        byte[] served = client.get("/api-doc/openapi.json").response().body();
        if (System.getProperty(COPY, "").equals("write")) {
            Files.write(ApiSchemas.COPY, served);
        }
        assertThat(Files.readString(ApiSchemas.COPY))
                .isEqualTo(new String(served, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api-doc/openapi.json",
                "/openapi.json",
                "/api/api-doc/openapi.json",
                "/api/openapi.json"
            })
    void clients_find_it_where_they_look_and_fetch_it_once(String path) {
        Answer answer = client.get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(answer.string("openapi")).startsWith("3.1.");

        Answer again = client.get(path, "If-None-Match", answer.header("ETag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.header("ETag")).isEqualTo(answer.header("ETag"));
        assertThat(client.get(path, "If-None-Match", "\"other\"").status()).isEqualTo(200);
    }

    @Test
    void it_is_built_as_the_specification_has_it() throws IOException {
        String document = client.get("/openapi.json").text();

        assertThat(faults(document)).isEmpty();
        assertThat(faults(document.replace("\"operationId\"", "\"operationid\""))).isNotEmpty();
        assertThat(faults(document.replace("\"type\": \"integer\"", "\"type\": \"int\"")))
                .isNotEmpty();
    }

    @Test
    void every_reference_leads_to_something_and_everything_is_referred_to() {
        String document = client.get("/openapi.json").text();
        Set<String> referred = new HashSet<>();
        Pattern.compile("\"#/components/(\\w+/[^\"]+)\"")
                .matcher(document)
                .results()
                .map(found -> found.group(1))
                .forEach(referred::add);
        Set<String> defined = new HashSet<>();
        JsonObject components =
                client.get("/openapi.json").json().object("components").orElseThrow();
        for (JsonMember kind : components.members()) {
            ((JsonObject) kind.value())
                    .members()
                    .forEach(member -> defined.add(kind.name() + "/" + member.name()));
        }
        assertThat(defined).hasSizeGreaterThan(80).isEqualTo(referred);
    }

    @Test
    void every_operation_has_a_name_of_its_own() {
        List<String> ids =
                Pattern.compile("\"operationId\": \"(\\w+)\"")
                        .matcher(client.get("/openapi.json").text())
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .toList();
        assertThat(ids).hasSizeGreaterThan(30).doesNotHaveDuplicates();
    }

    @Test
    void a_route_without_words_is_refused() {
        assertThatThrownBy(() -> document(ONE, Route.get("/one"), Route.post("/one")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("POST /one is served without words");
    }

    @Test
    void words_without_a_route_are_refused() {
        assertThatThrownBy(() -> document(ONE, new Route[0]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("GET /one is described and not served");
    }

    @Test
    void one_name_for_two_things_is_refused() {
        ApiPart part = new ApiPart(ApiPart.class, List.of(), words("{\"schemas\":{\"A\":{}}}"));
        assertThatThrownBy(() -> ApiDocument.of(List.of(part, part)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("A");
    }

    @Test
    void what_tells_no_route_is_no_part_of_the_api() {
        assertThatThrownBy(() -> ServedRoutes.of("text"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static JsonObject document(JsonObject words, Route... routes) {
        return ApiDocument.of(List.of(new ApiPart(ApiPart.class, List.of(routes), words)));
    }

    private static JsonObject words(String json) {
        return (JsonObject) Json.parse(json).get();
    }

    private static List<String> faults(String document) throws IOException {
        try (InputStream schema =
                ApiDocumentTest.class.getResourceAsStream("openapi-3.1.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema)
                    .validate(document, InputFormat.JSON)
                    .stream()
                    .map(Object::toString)
                    .toList();
        }
    }
}
