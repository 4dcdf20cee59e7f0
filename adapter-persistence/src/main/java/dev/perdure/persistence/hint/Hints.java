package dev.perdure.persistence.hint;

import dev.perdure.persistence.database.DirectConnections;
import java.util.UUID;

/**
 * The hints of one node: gives others' to a {@link HintSink} and the {@link DueSignal}, and sends
 * its own, after their commit and never inside it. Holds two direct connections. Where these share
 * their sessions with others, nothing can be heard there: no hint is sent, and everybody polls.
 * Thread-safe.
 */
public final class Hints implements AutoCloseable {

    private final boolean deaf;
    private final DueSignal due;
    private final Neighbours neighbours = new Neighbours();
    private final HintSender sender;
    private final HintListener listener;

    public Hints(DirectConnections direct, DueSignal due, HintSink sink) {
        String origin = UUID.randomUUID().toString();
        this.deaf = direct.sharesSessions();
        this.due = due;
        this.sender = new HintSender(direct, origin);
        this.listener = new HintListener(direct, origin, due, sink, neighbours);
    }

    public void start() {
        if (!deaf) {
            listener.start();
            sender.start();
        }
    }

    /** To be called after the commit that moved the session. */
    public void moved(UUID session) {
        if (neighbours.any()) {
            sender.moved(session);
        }
    }

    /** To be called after the commit that made a turn due. */
    public void due() {
        due.say();
        if (neighbours.any()) {
            sender.due();
        }
    }

    /** Whether hints of others arrive, as the last probe showed; if not, polls must be frequent. */
    public boolean work() {
        return listener.works();
    }

    @Override
    public void close() {
        boolean heard = listener.works();
        listener.listenNoMore();
        if (heard) {
            sender.wakeListeners();
        }
        sender.close();
        listener.close();
    }
}
