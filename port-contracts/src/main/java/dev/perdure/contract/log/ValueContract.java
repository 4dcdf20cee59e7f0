package dev.perdure.contract.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Sample;
import dev.perdure.contract.SampleEntries;
import dev.perdure.contract.SampleValues;
import dev.perdure.contract.SessionScenario;
import dev.perdure.contract.StorageContract;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StepEvent;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** That what is read is what was written, value for value. */
abstract class ValueContract extends StorageContract {

    private static final int LONG_TEXT = 300_000;

    @Test
    void every_kind_of_entry_is_read_as_it_was_written() {
        SessionScenario session = openSession();
        List<Entry> samples = SampleEntries.all();

        session.write(samples);

        List<Entry> read = session.on(otherNode()).entries();
        assertThat(read).hasSize(samples.size() + 1);
        for (int i = 0; i < samples.size(); i++) {
            assertThat(read.get(i + 1)).isEqualTo(samples.get(i));
        }
    }

    @Test
    void every_kind_of_entry_is_shown_by_tails_as_it_was_written() throws Exception {
        SessionScenario session = openSession();
        List<Entry> samples = SampleEntries.all();
        try (Follower here = new Follower(session, new Offset(1), patience());
                Follower there = new Follower(session.on(otherNode()), new Offset(1), patience())) {
            session.write(samples);
            Offset last = session.head().offset();

            for (Follower follower : List.of(here, there)) {
                List<Entry> shown = follower.readTo(last).stream().map(Envelope::entry).toList();
                assertThat(shown).hasSize(samples.size());
                for (int i = 0; i < samples.size(); i++) {
                    assertThat(shown.get(i)).isEqualTo(samples.get(i));
                }
            }
        }
    }

    @Test
    void text_keeps_every_character_nul_and_lone_surrogates_included() {
        SessionScenario session = openSession();
        StringBuilder all = new StringBuilder();
        for (int c = Character.MIN_VALUE; c <= Character.MAX_VALUE; c++) {
            all.append((char) c);
        }

        session.write(Sample.fact(all.toString()), Sample.delta(all.toString()));

        assertThat(session.entries())
                .hasSize(3)
                .endsWith(Sample.fact(all.toString()), Sample.delta(all.toString()));
    }

    @Test
    void opaque_documents_keep_their_bytes() {
        SessionScenario session = openSession();
        Entry asked = SampleEntries.firstOf(StepEvent.ToolStarted.class);

        session.write(asked);

        StepEvent.ToolStarted read = (StepEvent.ToolStarted) session.entries().getLast();
        assertThat(read.call().arguments().utf8())
                .isEqualTo(SampleValues.call().arguments().utf8());
    }

    @Test
    void long_texts_are_kept_whole() {
        SessionScenario session = openSession();
        Random random = new Random(7);
        StringBuilder text = new StringBuilder(LONG_TEXT);
        for (int i = 0; i < LONG_TEXT; i++) {
            text.append((char) (' ' + random.nextInt(90)));
        }

        session.write(Sample.fact(text.toString()));

        assertThat(session.entries().getLast().equals(Sample.fact(text.toString()))).isTrue();
    }
}
