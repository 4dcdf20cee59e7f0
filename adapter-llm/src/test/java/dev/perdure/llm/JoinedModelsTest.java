package dev.perdure.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.engine.model.ModelTimeouts;
import dev.perdure.json.JsonObject;
import dev.perdure.model.ModelRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoinedModelsTest {

    private final Provider first = new Provider("one", "small", "shared");
    private final Provider second = new Provider("two", "big", "shared", "one/small");
    private final JoinedModels joined = new JoinedModels(List.of(first, second));

    @ParameterizedTest
    @CsvSource({
        "one/small, one/small",
        "two/big, two/big",
        "small, one/small",
        "big, two/big",
        "two/unlisted, two/unlisted",
        "two/one/small, two/one/small"
    })
    void a_model_goes_by_its_full_name_or_by_the_part_that_only_one_lists(String asked, String full)
            throws InterruptedException {
        assertThat(joined.serves(new ModelRef(asked))).isTrue();
        assertThat(joined.named(new ModelRef(asked))).isEqualTo(new ModelRef(full));

        try (ModelStream stream = joined.open(request(asked))) {
            assertThat(stream).isNull();
        }

        Provider meant = full.startsWith("one/") ? first : second;
        assertThat(meant.asked).containsExactly(full);
    }

    @ParameterizedTest
    @CsvSource({"shared", "nothing", "three/small", "one/"})
    void a_name_that_means_several_or_none_is_not_served(String asked) {
        assertThat(joined.serves(new ModelRef(asked))).isFalse();
    }

    @Test
    void all_models_are_listed_by_their_full_names() {
        assertThat(joined.models())
                .extracting(ModelRef::name)
                .containsExactly(
                        "one/small", "one/shared", "two/big", "two/shared", "two/one/small");
    }

    private static ModelRequest request(String model) {
        return new ModelRequest(
                new ModelRef(model),
                "",
                List.of(),
                List.of(),
                JsonObject.empty(),
                new ModelTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1)));
    }

    /** Serves whatever is named after it, and remembers what it was asked for. */
    private static final class Provider implements ModelClient {

        private final String name;
        private final List<String> listed;
        private final List<String> asked = new ArrayList<>();

        Provider(String name, String... listed) {
            this.name = name;
            this.listed = List.of(listed);
        }

        @Override
        public boolean serves(ModelRef model) {
            return model.name().startsWith(name + "/") && !model.name().endsWith("/");
        }

        @Override
        public List<ModelRef> models() {
            return listed.stream().map(model -> new ModelRef(name + "/" + model)).toList();
        }

        @Override
        public ModelStream open(ModelRequest request) {
            asked.add(request.model().name());
            return null;
        }
    }
}
