package dev.perdure.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JsonRoundTripTest {

    private static final int VALUES = 20_000;

    @Test
    void a_value_that_was_written_reads_back_as_itself() {
        Seed seed = Seed.forTest(JsonRoundTripTest.class);
        RandomJson values = new RandomJson(seed.random());
        Set<Class<?>> kinds = new HashSet<>();
        for (int i = 0; i < VALUES; i++) {
            JsonValue value = values.value();
            byte[] written = Json.utf8(value);
            JsonValue read =
                    Json.parse(written)
                            .getOrElseThrow(problem -> new AssertionError(seed + ": " + problem));

            assertThat(read).as("%s, value %d", seed, i).isEqualTo(value).hasSameHashCodeAs(value);
            assertThat(Json.utf8(read)).as("%s, value %d", seed, i).isEqualTo(written);
            assertThat(Json.parse(value.toJson()).get())
                    .as("%s, value %d", seed, i)
                    .isEqualTo(value);
            assertThat(new String(written, UTF_8))
                    .as("%s, value %d", seed, i)
                    .isEqualTo(value.toJson());
            kinds.add(value.getClass());
        }
        assertThat(kinds).containsExactlyInAnyOrder(JsonValue.class.getPermittedSubclasses());
    }
}
