package dev.perdure.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkAccessTest {

    @Test
    void both_lists_are_read() {
        assertThat(NetworkAccess.of(json("{\"allowed\":[\"a\"],\"blocked\":[\"b\",\"c\"]}")))
                .contains(new NetworkAccess(List.of("a"), List.of("b", "c")));
        assertThat(NetworkAccess.of(json("{\"allowed\":null}")))
                .contains(new NetworkAccess(List.of(), List.of()));
    }

    @Test
    void what_is_not_said_bounds_nothing() {
        assertThat(NetworkAccess.of(JsonObject.empty())).isEmpty();
        assertThat(NetworkAccess.of(json("null"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "[]",
                "{\"allowed\":\"a\"}",
                "{\"allowed\":[1]}",
                "{\"allowed\":[\"a\"],\"blocked\":{}}",
                "{\"allowed_hosts\":[\"a\"]}",
                "{\"allowed\":[],\"block\":[\"a\"]}"
            })
    void what_is_not_understood_allows_nobody(String access) {
        assertThat(NetworkAccess.of(json(access)))
                .contains(new NetworkAccess(List.of(), List.of("*")));
    }

    private static JsonObject json(String access) {
        return (JsonObject) new JsonText("{\"network_access\":" + access + "}").value();
    }
}
