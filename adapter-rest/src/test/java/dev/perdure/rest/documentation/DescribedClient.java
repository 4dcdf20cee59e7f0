package dev.perdure.rest.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.rest.WireClient;
import dev.perdure.rest.WireClient.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/** A client that holds every answer against what a document says of it. */
final class DescribedClient {

    private final WireClient client;
    private final ApiSchemas schemas;
    private final Set<String> seen = new TreeSet<>();

    DescribedClient(WireClient client, ApiSchemas schemas) {
        this.client = client;
        this.schemas = schemas;
    }

    Answer ask(int status, String method, String path, String body, String... headers) {
        byte[] bytes = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
        Answer answer = client.send(method, path, bytes, headers);
        assertThat(answer.status()).as(method + " " + path + " " + answer.text()).isEqualTo(status);
        String described = method.equals("HEAD") ? "GET" : method;
        assertThat(schemas.troubles(described, path, answer))
                .as(method + " " + path + " " + answer.text())
                .isEmpty();
        schemas.route(described, path).ifPresent(route -> seen.add(route + " " + status));
        return answer;
    }

    String created(String path, String body) {
        return ask(201, "POST", path, body).string("id");
    }

    /** Routes with the statuses they answered. */
    Set<String> seen() {
        return seen;
    }
}
