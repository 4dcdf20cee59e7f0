package dev.perdure.contract.simulation;

import dev.perdure.contract.invariant.Violation;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.EventTail;
import dev.perdure.engine.log.Selection;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.session.SessionKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who follows one session, from one node or another, with interruptions, and compares every record
 * with the log.
 */
final class Follower {

    private static final Duration PACE = Duration.ofMillis(500);

    private final Surroundings world;
    private final Cluster cluster;
    private final SessionKey session;
    private final EventLog log;
    private final Life life = new Life("reader");
    private Offset read = Offset.START;

    Follower(Surroundings world, Cluster cluster, SessionKey session) {
        this.world = world;
        this.cluster = cluster;
        this.session = session;
        this.log = world.store().log();
    }

    void begin() {
        world.carrier().after(life, world.chance().upTo(PACE).toNanos(), this::connect);
    }

    /** Whether nothing is left to be read. */
    boolean isAtTheEnd() {
        return log.head(session).orElseThrow().offset().equals(read);
    }

    private void connect() {
        Optional<VirtualNode> node = cluster.any();
        if (node.isEmpty() || node.get().life().isCutOff()) {
            begin();
        } else {
            follow(node.get(), node.get().log().follow(session, read));
        }
    }

    private void follow(VirtualNode node, EventTail.Subscription tail) {
        if (!node.isUp() || node.life().isCutOff() || world.chance().in100(10)) {
            tail.close();
            connect();
            return;
        }
        try {
            compare(world.store().takePublished(session));
            List<Envelope> next = tail.next(Duration.ZERO);
            compare(next);
            world.counts().add(Figure.RECORDS_FOLLOWED, next.size());
            read = next.isEmpty() ? read : next.getLast().offset();
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
        world.carrier().after(life, world.chance().upTo(PACE).toNanos(), () -> follow(node, tail));
    }

    private void compare(List<Envelope> shown) {
        if (shown.isEmpty()) {
            return;
        }
        Offset before = new Offset(shown.getFirst().offset().value() - 1);
        List<Envelope> there = log.read(session, before, shown.size(), Selection.FACTS_AND_DELTAS);
        if (!there.equals(shown) || before.isAfter(read)) {
            throw new Violation(
                    "a reader who had read up to "
                            + read.value()
                            + " was shown what the log does not"
                            + " have next: "
                            + shown.getFirst());
        }
    }
}
