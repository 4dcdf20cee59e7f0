package dev.perdure.rest.everruns.nested;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.store.Storage;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.rest.ScriptedSession;
import dev.perdure.rest.everruns.wire.TypeFilter;
import dev.perdure.rest.sse.Frame;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NestedStreamTest {

    private static final TypeFilter ALL = new TypeFilter(Set.of(), Set.of());

    private final Storage storage = InMemoryStorage.open();

    @AfterEach
    void close() {
        storage.close();
    }

    @ParameterizedTest
    @EnumSource(Generation.class)
    void what_an_attempt_wrote_that_was_given_up_is_not_told_again(Generation generation) {
        ScriptedSession session = ScriptedSession.begin(storage);
        session.attempt().delta("cut off").supersede();
        session.attempt().delta("Hel").delta("lo").complete("Hello");

        String told = told(session, generation, headOf(session));

        assertThat(told).doesNotContain("cut off");
        if (generation != Generation.G15) {
            assertThat(told).contains("\"delta\":\"Hel\"", "\"delta\":\"lo\"");
        }
    }

    @Test
    void a_reader_that_was_there_when_it_was_written_is_told() {
        ScriptedSession session = ScriptedSession.begin(storage);
        session.attempt();
        StreamVersion before = headOf(session);
        session.delta("cut off").supersede();

        assertThat(told(session, Generation.G1, before)).contains("cut off");
    }

    private StreamVersion headOf(ScriptedSession session) {
        return storage.log().head(session.key()).orElseThrow().version();
    }

    private String told(ScriptedSession session, Generation generation, StreamVersion head) {
        List<Envelope> records =
                storage.log().read(session.key(), Offset.START, 100, Selection.FACTS_AND_DELTAS);
        List<Frame> frames =
                new NestedStream(storage.log(), session.key(), head, generation, ALL)
                        .frames(records);
        return frames.toString();
    }
}
