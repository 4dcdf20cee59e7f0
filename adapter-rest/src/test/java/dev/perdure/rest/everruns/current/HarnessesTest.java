package dev.perdure.rest.everruns.current;

import static dev.perdure.rest.everruns.current.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class HarnessesTest extends WireTest {

    @Test
    void what_sessions_can_run_on_is_listed_with_the_standard_one_first() {
        List<JsonObject> all = client.get("/v1/harnesses").data();

        assertThat(all.getFirst().string("name")).hasValue("generic");
        assertThat(all)
                .anySatisfy(harness -> assertThat(harness.string("name")).hasValue("base"))
                .allSatisfy(harness -> {
                    assertThat(harness.string("status")).hasValue("active");
                    assertThat(harness.string("created_at")).isPresent();
                });
        assertThat(client.get("/v1/harnesses?search=NOTHING+by").data()).isEmpty();
        assertThat(client.get("/v1/harnesses?search=BAS").data()).hasSize(1);
    }

    @Test
    void one_is_found_by_its_id_by_its_name_and_as_the_default() {
        JsonObject named = client.get("/v1/harnesses/generic").json();
        String id = named.string("id").orElseThrow();

        assertThat(client.get("/v1/harnesses/" + id).json()).isEqualTo(named);
        assertThat(client.get("/v1/harnesses/default").json()).isEqualTo(named);
        assertProblem(client.get("/v1/harnesses/nothing"), 404, "not_found");
        assertProblem(client.get("/v1/harnesses/harness_" + "f".repeat(32)), 404, "not_found");
    }
}
