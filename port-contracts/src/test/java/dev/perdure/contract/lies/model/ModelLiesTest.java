package dev.perdure.contract.lies.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.lies.Matrix;
import dev.perdure.contract.lies.Trial;
import dev.perdure.contract.lies.Trial.Verdict;
import dev.perdure.contract.model.ModelClientContract;
import dev.perdure.contract.model.ModelFixture;
import dev.perdure.engine.model.ModelClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ModelLiesTest {

    private static final ThreadLocal<Supplier<ModelFixture>> ACCUSED = new ThreadLocal<>();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PATIENCE_WITH_LIARS = Duration.ofMillis(400);
    private static final int TESTS_MIN = 12;

    @Test
    void every_lie_is_caught_and_every_test_catches_a_lie() throws IOException {
        Optional<Matrix> tried =
                Trial.untilFair(PATIENCE_WITH_LIARS, PATIENCE, ModelLiesTest::trial);

        assertThat(tried).as("a trial in which an honest client passes").isPresent();
        Matrix matrix = tried.orElseThrow();
        matrix.publish("model-lies-matrix.txt");
        assertThat(matrix.tests()).hasSizeGreaterThan(TESTS_MIN);
        assertThat(matrix.lies()).isEqualTo(ModelLies.all().size());
        assertThat(matrix.uncaught()).as("lies that no test catches").isEmpty();
        assertThat(matrix.deaf()).as("tests that no lie fails").isEmpty();
    }

    private static Optional<Matrix> trial(Duration patience) {
        Matrix matrix = new Matrix();
        ModelLies.all().forEach((name, client) -> matrix.add(name, tried(client, patience)));
        boolean fair =
                tried(ScriptedModel::new, patience).values().stream().allMatch(Verdict::passed);
        return fair ? Optional.of(matrix) : Optional.empty();
    }

    private static Map<String, Verdict> tried(Supplier<ModelClient> client, Duration patience) {
        ACCUSED.set(() -> new ScriptedFixture(client.get(), patience));
        return Trial.of(List.of(Suite.class));
    }

    static class Suite extends ModelClientContract {
        @Override
        protected ModelFixture newFixture() {
            return ACCUSED.get().get();
        }
    }
}
