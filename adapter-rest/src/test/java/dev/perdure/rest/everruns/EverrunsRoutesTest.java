package dev.perdure.rest.everruns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EverrunsRoutesTest {

    private final EverrunsRoutes routes = new EverrunsRoutes();

    @Test
    void an_owed_route_is_found_by_method_and_path() {
        assertThat(routes.owed("GET", "/v1/images")).hasValue("images");
        assertThat(routes.owed("HEAD", "/v1/images")).hasValue("images");
        assertThat(routes.owed("PATCH", "/v1/images")).isEmpty();
        assertThat(routes.owed("GET", "/v1/images/one")).hasValue("images");
        assertThat(routes.owed("GET", "/v1/images/one/more")).isEmpty();
        assertThat(routes.owed("POST", "/v1/agents/a/versions/b/fork")).hasValue("agent-versions");
        assertThat(routes.owed("PUT", "/v1/memories/m/fs/a/b.txt")).hasValue("memories");
        assertThat(routes.owed("PUT", "/v1/memories/m/fs")).hasValue("memories");
        assertThat(routes.owed("PUT", "/v1/sessions/s/pin")).hasValue("session-pin");
        assertThat(routes.owed("POST", "/v1/channels/c/sessions")).hasValue("channels");
        assertThat(routes.owed("GET", "/v1/sessions/s")).isEmpty();
        assertThat(routes.owed("GET", "/v1/nothing")).isEmpty();
    }

    @Test
    void every_owed_route_can_be_listed_with_its_name() {
        assertThat(routes.routes())
                .hasSizeGreaterThan(60)
                .doesNotHaveDuplicates()
                .allSatisfy(route -> {
                    assertThat(route.name()).matches("[a-z]+(-[a-z]+)*");
                    assertThat(route.method()).matches("\\*|[A-Z]+");
                    assertThat(route.pattern()).startsWith("/");
                });
    }
}
