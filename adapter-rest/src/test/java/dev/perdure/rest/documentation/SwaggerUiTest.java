package dev.perdure.rest.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.rest.RestConfig;
import dev.perdure.rest.RestServer;
import dev.perdure.rest.WireClient;
import dev.perdure.rest.WireClient.Answer;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages that show the API to people. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SwaggerUiTest {

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

    @ParameterizedTest
    @ValueSource(strings = {"/swagger-ui/", "/api/swagger-ui/", "/swagger-ui/index.html"})
    void the_index_loads_only_what_this_server_has(String path) {
        Answer index = client.get(path);
        assertThat(index.status()).isEqualTo(200);
        assertThat(index.contentType()).isEqualTo("text/html;charset=utf-8");
        assertThat(index.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("http", "unsafe");
        List<String> loaded =
                Pattern.compile("(?:src|href)=\"([^\"]+)\"")
                        .matcher(index.text())
                        .results()
                        .map(found -> found.group(1))
                        .toList();
        assertThat(loaded).hasSizeGreaterThan(4);
        for (String file : loaded) {
            String meant = URI.create(path).resolve(file).toString();
            assertThat(client.get(meant).status()).as(meant).isEqualTo(200);
        }
    }

    @Test
    void the_document_is_asked_for_beside_the_pages() {
        Answer start = client.get("/swagger-ui/start.js");
        assertThat(start.contentType()).startsWith("text/javascript");
        assertThat(start.text()).contains("url: \"../api-doc/openapi.json\"").doesNotContain("://");
    }

    @Test
    void pages_of_our_own_are_told_apart_by_what_they_hold() {
        String index = client.get("/swagger-ui/").header("ETag");
        String start = client.get("/swagger-ui/start.js").header("ETag");
        assertThat(index).isNotEmpty().isNotEqualTo(start);
        Answer again = client.get("/swagger-ui/", "If-None-Match", index);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(client.get("/swagger-ui/", "If-None-Match", start).status()).isEqualTo(200);
    }

    @Test
    void the_library_is_kept_by_browsers_and_asked_for_again_by_its_tag() {
        Answer bundle = client.get("/swagger-ui/swagger-ui-bundle.js");
        assertThat(bundle.status()).isEqualTo(200);
        assertThat(bundle.response().body()).hasSizeGreaterThan(1_000_000);
        assertThat(bundle.header("Cache-Control")).contains("max-age=");
        assertThat(bundle.header("X-Content-Type-Options")).isEqualTo("nosniff");
        Answer again =
                client.get(
                        "/swagger-ui/swagger-ui-bundle.js", "If-None-Match", bundle.header("ETag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.response().body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/swagger-ui", "/api/swagger-ui"})
    void whoever_comes_by_another_way_is_sent_on(String path) {
        Answer answer = client.get(path);
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).isEqualTo("./swagger-ui/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/swagger-ui/nothing.js",
                "/swagger-ui/swagger-initializer.js",
                "/swagger-ui/SwaggerUiResource.class",
                "/swagger-ui/..%2findex.html",
                "/swagger-ui/%2e%2e/%2e%2e/api.json",
                "/swagger-ui/..%5capi.json",
                "/swagger-ui/start.js/../../api.json",
                "/swagger-ui/start.js%00",
                "/swagger-ui/a/b.js"
            })
    void nothing_else_is_served_from_there(String path) {
        String answer =
                client.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).matches("(?s)HTTP/1.1 (400|404) .*").contains("\"error\":{");
    }
}
