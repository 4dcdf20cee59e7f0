package dev.perdure.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.event.Entry;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.json.JsonNull;
import dev.perdure.model.NextMove;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class SampleEntriesTest {

    @Test
    void the_catalogue_has_a_sample_of_every_kind() {
        assertThat(Kinds.unsampled(Entry.class, SampleEntries.all())).isEmpty();
    }

    @Test
    void an_entry_without_a_sample_is_noticed() {
        assertThat(missingWithout(entry -> entry instanceof SessionEvent.HeadMoved))
                .containsExactly(SessionEvent.HeadMoved.class.getName());
    }

    @Test
    void a_value_inside_of_entries_without_a_sample_is_noticed() {
        assertThat(missingWithout(StepEvent.ReasonFailed.class::isInstance))
                .contains(NextMove.Shrink.class.getName())
                .contains("dev.perdure.model.FailureKind.STALLED");
    }

    @Test
    void an_optional_value_that_is_never_absent_is_noticed() {
        assertThat(
                        missingWithout(entry ->
                                entry instanceof StepEvent.GenerationRecorded generation
                                        && generation.timeToFirstChunk() == null))
                .containsExactly(
                        StepEvent.GenerationRecorded.class.getName() + " without timeToFirstChunk");
    }

    @Test
    void a_json_type_without_a_sample_is_noticed() {
        assertThat(missingWithout(entry -> entry.toString().contains("null,")))
                .contains(JsonNull.class.getName() + ".INSTANCE");
    }

    private static List<String> missingWithout(Predicate<Entry> left) {
        return Kinds.unsampled(
                Entry.class, SampleEntries.all().stream().filter(left.negate()).toList());
    }
}
