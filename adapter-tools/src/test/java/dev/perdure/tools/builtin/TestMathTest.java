package dev.perdure.tools.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestMathTest {

    private final BuiltInTools tools = BuiltInTools.create();

    @ParameterizedTest
    @CsvSource({
        "add, 40, 2, 42",
        "add, 0.1, 0.2, 0.3",
        "add, 1e3, 1E-3, 1000.001",
        "add, -5, 5, 0",
        "add, 0.10, 0.90, 1",
        "subtract, 40, 2, 38",
        "subtract, 1, 1.0000000000000000000000000001, -0.0000000000000000000000000001",
        "multiply, 6, 7, 42",
        "multiply, 99999999999999999999, 99999999999999999999, 9999999999999999999800000000000000000001",
        "multiply, 0, -7.5, 0",
        "multiply, 100, 0.5, 50",
        "divide, 84, 2, 42",
        "divide, 1, 8, 0.125",
        "divide, 1000, 0.5, 2000",
        "divide, 0, 3, 0",
        "divide, 2, 3, 0.6666666666666666666666666666666667"
    })
    void results_are_exact_and_plainly_written(String tool, String a, String b, String result) {
        Run run = Run.of(tools, "test_math", tool, "{\"a\":" + a + ",\"b\":" + b + "}");

        assertThat(run.output())
                .isEqualTo(
                        "{\"result\":%s,\"operation\":\"%s\",\"a\":%s,\"b\":%s}"
                                .formatted(result, tool, a, b));
    }
}
