package dev.perdure.tools.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenApiTest {

    private static final String PETS =
            """
            {"openapi":"3.0.3","servers":[{"url":"https://pets.example/api/"}],
            "paths":{
              "/pets/{pet-id}":{
                "parameters":[{"$ref":"#/components/parameters/PetId"}],
                "get":{"operationId":"pets.get","summary":"One pet.","description":"With its owner.",
                  "parameters":[{"name":"fields","in":"query","schema":{"type":"array","items":{"type":"string"}}},
                    {"name":"X-Trace","in":"header","schema":{"type":"string"}}]},
                "put":{"operationId":"putPet","requestBody":{"required":true,"content":{"application/json":{
                  "schema":{"$ref":"#/components/schemas/Pet"}}}}}},
              "/upload":{"post":{"operationId":"upload","requestBody":{"required":true,
                "content":{"multipart/form-data":{"schema":{"type":"object"}}}}}}},
            "components":{
              "parameters":{"PetId":{"name":"pet-id","in":"path","required":true,"description":"Its number.",
                "schema":{"type":"integer"}}},
              "schemas":{"Pet":{"type":"object","required":["name"],"x-own":1,"properties":{
                "name":{"type":"string","nullable":true,"example":"Rex"},
                "example":{"type":"string"},
                "parent":{"$ref":"#/components/schemas/Pet"}}}}}}
            """;

    @Test
    void an_operation_is_a_tool() throws UnusableSettings {
        HttpOperation get = operations(PETS, "pets.get").getFirst();

        assertThat(get.definition().name()).isEqualTo("pets_get");
        assertThat(get.definition().description()).isEqualTo("One pet.\nWith its owner.");
        assertThat(get.definition().parameters().toJson())
                .isEqualTo(
                        """
                        {"type":"object","properties":{"pet-id":{"type":"integer","description":"Its number."},\
                        "fields":{"type":"array","items":{"type":"string"}}},"required":["pet-id"],\
                        "additionalProperties":false}\
                        """);
        assertThat(get.definition().hints().readOnly()).isTrue();
        assertThat(get.method()).isEqualTo("GET");
        assertThat(get.url().host()).isEqualTo("pets.example");
        assertThat(get.url().path()).isEqualTo("/api/pets/{pet-id}");
        assertThat(get.query()).containsExactly("fields");
    }

    @Test
    void a_body_is_an_argument_of_its_own_with_its_schema_written_out() throws UnusableSettings {
        HttpOperation put = operations(PETS, "putPet").getFirst();
        JsonObject body =
                put.definition()
                        .parameters()
                        .object("properties")
                        .orElseThrow()
                        .object("body")
                        .orElseThrow();

        assertThat(put.wholeBody()).isEqualTo("body");
        assertThat(put.definition().hints().repeatable()).isFalse();
        JsonObject properties = body.object("properties").orElseThrow();
        assertThat(properties.object("name").orElseThrow().toJson())
                .isEqualTo("{\"type\":[\"string\",\"null\"]}");
        assertThat(properties.object("example")).isPresent();
        assertThat(body.get("x-own")).isEmpty();
        assertThat(body.toJson()).doesNotContain("$ref").hasSizeLessThan(2_000);
        assertThat(put.definition().parameters().array("required").orElseThrow().toJson())
                .isEqualTo("[\"pet-id\",\"body\"]");
    }

    @Test
    void base_url_takes_the_place_of_the_server() throws UnusableSettings {
        OpenApi moved =
                new OpenApi(json(PETS), "https://test.example/v2", List.of("pets.get"), Map.of());

        assertThat(moved.operations().getFirst().url().host()).isEqualTo("test.example");
        assertThat(moved.operations().getFirst().url().path()).isEqualTo("/v2/pets/{pet-id}");
    }

    @Test
    void schemas_that_grow_like_powers_are_refused() {
        StringBuilder schemas = new StringBuilder("\"s0\":{\"type\":\"string\"}");
        for (int i = 1; i <= 10; i++) {
            schemas.append(",\"s").append(i).append("\":{\"anyOf\":[");
            String reference = "{\"$ref\":\"#/components/schemas/s" + (i - 1) + "\"}";
            schemas.append((reference + ",").repeat(7)).append(reference).append("]}");
        }
        String document =
                """
                {"openapi":"3.1.0","servers":[{"url":"https://a.example"}],"paths":{"/a":{"post":{
                "requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/s10"}}}}}}},
                "components":{"schemas":{%s}}}
                """
                        .formatted(schemas);

        assertThatThrownBy(() -> operations(document))
                .isInstanceOf(UnusableSettings.class)
                .hasMessageContaining("too large");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"/a\":{\"get\":{\"parameters\":[{\"name\":\"k\",\"in\":\"header\",\"required\":true,\"schema\":{}}]}}} | needs k, which is neither",
                "{\"/a\":{\"get\":{\"parameters\":[{\"name\":\"a b\",\"in\":\"query\",\"schema\":{}}]}}} | has a parameter whose name",
                "{\"/a\":{\"get\":{\"parameters\":[{\"name\":\"a\",\"in\":\"query\",\"content\":{}}]}}} | has a parameter without a schema",
                "{\"/{a}\":{\"get\":{}}} | has a path with a place",
                "{\"/a\":{\"get\":{\"parameters\":[{\"$ref\":\"other.json#/a\"}]}}} | refers to another one",
                "{\"/a\":{\"get\":{\"parameters\":[{\"$ref\":\"#/paths/~1a/get/parameters/0\"}]}}} | leads nowhere",
                "{\"/a\":{\"$ref\":\"#/b\"}, \"b\":{}} | leads nowhere",
                "{\"/a\":7} | In the openapi document /a is not an object.",
                "{\"/a\":{\"post\":{\"requestBody\":{\"required\":true,\"content\":{\"text/plain\":{}}}}}} | needs a body that is not JSON"
            })
    void an_operation_that_needs_more_is_refused_by_name(String paths, String sentence) {
        assertThatThrownBy(() ->
                        operations(
                                "{\"openapi\":\"3.1.0\",\"servers\":[{\"url\":\"https://a.example\"}],\"paths\":"
                                        + paths
                                        + "}"))
                .isInstanceOf(UnusableSettings.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void an_operation_that_is_not_there_and_a_server_that_is_none_are_refused() {
        assertThatThrownBy(() -> operations(PETS, "pets.get", "pets.list"))
                .isInstanceOf(UnusableSettings.class)
                .hasMessage("The openapi document has no operation [pets.list].");
        assertThatThrownBy(() ->
                        operations("{\"openapi\":\"3.1.0\",\"servers\":[{\"url\":\"/api\"}]}"))
                .isInstanceOf(UnusableSettings.class)
                .hasMessageContaining("give base_url");
        assertThatThrownBy(() -> operations(PETS))
                .isInstanceOf(UnusableSettings.class)
                .hasMessage("The operation upload needs a body that is not JSON.");
    }

    private static List<HttpOperation> operations(String document, String... include)
            throws UnusableSettings {
        return new OpenApi(json(document), "", List.of(include), Map.of()).operations();
    }

    private static JsonObject json(String text) {
        return (JsonObject) new JsonText(text).value();
    }
}
