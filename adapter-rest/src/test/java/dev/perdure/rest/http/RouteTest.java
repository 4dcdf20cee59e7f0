package dev.perdure.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;

class RouteTest {

    private final Route route = Route.get("/v1/a.b/{one}/c/{two}");

    @Test
    void names_in_braces_stand_for_one_segment_each() {
        Matcher path = route.pattern().matcher("/v1/a.b/x%2Fy/c/(z)");
        assertThat(path.matches()).isTrue();
        assertThat(path.group(1)).isEqualTo("x%2Fy");
        assertThat(path.group(2)).isEqualTo("(z)");
        assertThat(route.parameters()).containsExactly("one", "two");
    }

    @Test
    void everything_else_stands_for_itself() {
        for (String other :
                List.of("/v1/aXb/x/c/z", "/v1/a.b//c/z", "/v1/a.b/x/c/z/", "/v1/a.b/x/y/c/z")) {
            assertThat(route.pattern().matcher(other).matches()).as(other).isFalse();
        }
        assertThat(route).hasToString("GET /v1/a.b/{one}/c/{two}");
    }
}
