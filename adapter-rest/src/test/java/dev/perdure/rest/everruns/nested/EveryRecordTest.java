package dev.perdure.rest.everruns.nested;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.rest.SampleRecords;
import dev.perdure.rest.sse.Frame;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What each generation is told of each kind of record, which is pure and does not change. */
class EveryRecordTest {

    private final NestedEvents events = new NestedEvents(SampleRecords.facts(SampleRecords.log()));

    @Test
    void every_record_is_told_as_it_always_was() {
        String told =
                SampleRecords.all().entrySet().stream()
                        .map(sample -> sample.getKey() + "\n" + told(sample.getValue()))
                        .collect(Collectors.joining());

        assertThat(told).isEqualTo(Transcript.golden("every-record"));
    }

    @Test
    void every_name_can_be_filtered_for() {
        for (Entry entry : SampleRecords.all().values()) {
            String loop = EventWords.loop(entry);
            String dotted = EventWords.envelope(entry);
            assertThat(loop == null || EventWords.LOOP.contains(loop)).as(loop).isTrue();
            assertThat(dotted == null || EventWords.ENVELOPES.contains(dotted)).as(dotted).isTrue();
            assertThat(TutorialFrames.of(envelope(entry)))
                    .extracting(Frame::event)
                    .isSubsetOf(EventWords.TUTORIAL);
        }
    }

    private String told(Entry entry) {
        Envelope envelope = envelope(entry);
        String loop = EventWords.loop(entry);
        String dotted = EventWords.envelope(entry);
        StringBuilder told = new StringBuilder();
        told.append("  loop: ").append(loop).append(", envelope: ").append(dotted).append('\n');
        told.append("  data: ").append(events.data(envelope).toJson()).append('\n');
        for (Frame frame : TutorialFrames.of(envelope)) {
            told.append("  frame: ").append(frame.event()).append(' ').append(frame.id());
            told.append(' ').append(frame.data()).append('\n');
        }
        return told.toString();
    }

    private static Envelope envelope(Entry entry) {
        return new Envelope(
                SampleRecords.SESSION,
                new Offset(9),
                new StreamVersion(7),
                SampleRecords.TIME,
                entry);
    }
}
