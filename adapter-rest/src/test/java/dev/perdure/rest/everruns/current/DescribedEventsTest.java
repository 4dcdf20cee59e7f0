package dev.perdure.rest.everruns.current;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.rest.SampleRecords;
import dev.perdure.rest.documentation.ApiSchemas;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every record a log can hold is told as the document of the API says. */
class DescribedEventsTest {

    private static final ApiSchemas SCHEMAS = ApiSchemas.ofCopy();

    static Stream<String> samples() {
        return SampleRecords.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_record_is_told_as_described(String name) {
        assertThat(
                        SCHEMAS.troubles(
                                "Event",
                                CurrentProjectionTest.told(SampleRecords.all().get(name))
                                        .body()
                                        .toJson()))
                .isEmpty();
    }
}
