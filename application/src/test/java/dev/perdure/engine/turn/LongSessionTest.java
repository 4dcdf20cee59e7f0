package dev.perdure.engine.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.FactsRead;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.Story;
import dev.perdure.engine.rig.WatchedStorage;
import dev.perdure.session.SessionKey;
import org.junit.jupiter.api.Test;

class LongSessionTest {

    private final FactsRead read = new FactsRead();
    private final InMemoryStorage storage = InMemoryStorage.open();

    @Test
    void a_turn_of_a_long_session_reads_only_what_is_new() throws Exception {
        try (Node node = Node.on(new WatchedStorage(storage, read)).start()) {
            SessionKey session = node.open();
            factsReadBy(100, node, session);
            long before = factsOf(session);

            int read = factsReadBy(5, node, session);

            long perTurn = (factsOf(session) - before) / 5;
            assertThat(before).isGreaterThan(perTurn * 90);
            assertThat(read).isLessThanOrEqualTo((int) perTurn * 6);
        }
    }

    private long factsOf(SessionKey session) {
        return storage.log().head(session).orElseThrow().version().value();
    }

    private int factsReadBy(int turns, Node node, SessionKey session) throws InterruptedException {
        read.take();
        for (int i = 0; i < turns; i++) {
            unwatched(session).awaitEnd(node.say(session, "message " + i));
        }
        return read.take().size();
    }

    private Story unwatched(SessionKey session) {
        return new Story(storage.log(), session);
    }
}
