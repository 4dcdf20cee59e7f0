package dev.perdure.rest.everruns.current;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonObject;
import dev.perdure.rest.SseReader;
import dev.perdure.rest.SseReader.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Readers whose connections are cut at any byte, again and again, while an answer streams. */
class TornStreamTest extends WireTest {

    private static final long SEED = Long.getLong("cases.seed", 20261122L);
    private static final int SESSIONS = 6;

    /** Enough for all that is asserted even if their text comes in one piece each. */
    private static final int TURNS = 4;

    @Test
    void a_reader_cut_anywhere_has_seen_exactly_the_log() throws Exception {
        List<Callable<Void>> readers = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            Random random = new Random(SEED + i);
            readers.add(() -> readTorn(random));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> reader : threads.invokeAll(readers)) {
                reader.get();
            }
        }
    }

    private Void readTorn(Random random) {
        String session = client.createSession("{\"model_id\":\"simulated\"}");
        for (int i = 0; i < TURNS; i++) {
            client.say(session, "Message " + i + ".");
        }
        List<Frame> seen = new ArrayList<>();
        int cuts = 0;
        while (seen.stream().filter(TornStreamTest::isEnd).count() < TURNS) {
            String cursor = seen.isEmpty() ? "" : "?since_id=" + seen.getLast().id();
            int bytes = 400 + random.nextInt(4000);
            try (SseReader reader = client.tornStream(stream(session) + cursor, bytes)) {
                read(reader, seen);
            }
            cuts++;
        }
        List<JsonObject> log = client.get(events(session) + "?include=deltas").data();
        assertThat(seen.stream().map(Frame::json).toList()).as("seed " + SEED).isEqualTo(log);
        assertThat(log).hasSizeGreaterThan(40);
        assertThat(cuts).isGreaterThan(3);
        return null;
    }

    private static void read(SseReader reader, List<Frame> seen) {
        Optional<Frame> frame = reader.next();
        while (frame.isPresent()) {
            if (!frame.get().id().isEmpty()) {
                seen.add(frame.get());
            }
            if (isEnd(frame.get())
                    && seen.stream().filter(TornStreamTest::isEnd).count() == TURNS) {
                return;
            }
            frame = reader.next();
        }
    }

    private static boolean isEnd(Frame frame) {
        return frame.event().equals("session.idled");
    }
}
