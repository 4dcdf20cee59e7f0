package dev.perdure.rest.everruns.nested;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.Event;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.rest.SampleRecords;
import dev.perdure.rest.documentation.ApiSchemas;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fact that lists have is told as the document of the API says. */
class DescribedEventsTest {

    private static final ApiSchemas SCHEMAS = ApiSchemas.ofCopy();

    static Stream<String> samples() {
        return SampleRecords.all().entrySet().stream()
                .filter(sample -> sample.getValue() instanceof Event)
                .filter(sample -> isListed(sample.getValue()))
                .map(Map.Entry::getKey);
    }

    private static boolean isListed(Entry entry) {
        return EventWords.loop(entry) != null || EventWords.envelope(entry) != null;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_record_is_told_as_described(String name) {
        NestedEvents events = new NestedEvents(SampleRecords.facts(SampleRecords.log()));
        Envelope fact =
                new Envelope(
                        SampleRecords.SESSION,
                        new Offset(9),
                        new StreamVersion(7),
                        SampleRecords.TIME,
                        SampleRecords.all().get(name));

        assertThat(SCHEMAS.troubles("NestedEvent", events.item(fact).toJson())).isEmpty();
    }
}
