package dev.perdure.persistence.log;

import dev.perdure.engine.log.EventTail;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.persistence.hint.HintSink;
import dev.perdure.session.SessionKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** All who follow a stream on this node, and whoever tells them that it moved. Thread-safe. */
final class TailHub implements EventTail, HintSink {

    private final Map<UUID, List<TailSubscription>> followers = new ConcurrentHashMap<>();
    private final LogReader reader;
    private volatile Runnable pollNow = () -> {};

    TailHub(LogReader reader) {
        this.reader = reader;
    }

    /**
     * @param now asks for the heads of all followed sessions, soon
     */
    void onDoubt(Runnable now) {
        pollNow = now;
    }

    /** Registers before anything is read, so nothing falls between the log and the buffer. */
    @Override
    public Subscription follow(SessionKey session, Offset after) {
        TailSubscription subscription = new TailSubscription(session, after, reader, this::forget);
        followers.compute(
                session.id().value(),
                (id, present) -> {
                    List<TailSubscription> all =
                            present == null ? new CopyOnWriteArrayList<>() : present;
                    all.add(subscription);
                    return all;
                });
        return subscription;
    }

    private void forget(TailSubscription subscription) {
        followers.computeIfPresent(
                subscription.session().id().value(),
                (id, present) -> {
                    present.remove(subscription);
                    return present.isEmpty() ? null : present;
                });
    }

    /** To be called after the commit, in order of commit for each lane. */
    void committed(SessionKey session, List<Envelope> records, long bytes) {
        for (TailSubscription follower : of(session.id().value())) {
            if (follower.session().equals(session)) {
                follower.committed(records, bytes);
            }
        }
    }

    Set<UUID> followed() {
        return Set.copyOf(followers.keySet());
    }

    void headIs(UUID session, long head) {
        of(session).forEach(follower -> follower.headIs(head));
    }

    @Override
    public void moved(UUID session) {
        of(session).forEach(TailSubscription::moved);
    }

    @Override
    public void anyMoved() {
        pollNow.run();
    }

    private List<TailSubscription> of(UUID session) {
        return followers.getOrDefault(session, List.of());
    }
}
