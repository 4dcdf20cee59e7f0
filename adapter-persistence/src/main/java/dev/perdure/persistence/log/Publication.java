package dev.perdure.persistence.log;

import dev.perdure.engine.work.WorkChange;
import dev.perdure.persistence.hint.Hints;
import dev.perdure.session.SessionKey;
import java.util.List;

/** Tells followers, other nodes and idle workers what was committed; never earlier. */
record Publication(TailHub hub, Hints hints, LocalNode node) implements FlushListener {

    @Override
    public void committed(List<Written> flush) {
        boolean due = false;
        for (Written written : flush) {
            SessionKey session = written.pending().batch().session();
            if (!written.envelopes().isEmpty()) {
                hub.committed(session, written.envelopes(), written.pending().bytes());
                hints.moved(session.id().value());
            }
            due |= written.madeDue();
        }
        if (due) {
            hints.due();
        }
    }

    @Override
    public void unknown(List<Pending> flush) {
        for (Pending pending : flush) {
            if (pending.batch().work() instanceof WorkChange.Enqueue enqueue
                    && enqueue.claimIfIdle()) {
                node.claimUnheard(enqueue.turn());
            }
        }
    }
}
