package dev.perdure.engine.rig;

import dev.perdure.event.Envelope;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Lets everything pass and remembers the facts that were read. */
public final class FactsRead implements Watcher {

    private final List<Envelope> facts = new CopyOnWriteArrayList<>();

    @Override
    public <T, E extends Exception> T pass(Door door, Crossing<T, E> crossing) throws E {
        T answer = crossing.go();
        if (answer instanceof List<?> page && (door == Door.LOG_FACTS || door == Door.LOG_READ)) {
            page.forEach(fact -> facts.add((Envelope) fact));
        }
        return answer;
    }

    /** The facts read since the last call. */
    public List<Envelope> take() {
        List<Envelope> taken = List.copyOf(facts);
        facts.clear();
        return taken;
    }
}
