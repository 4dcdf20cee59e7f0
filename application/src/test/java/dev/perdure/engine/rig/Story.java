package dev.perdure.engine.rig;

import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.EventTail;
import dev.perdure.engine.log.Selection;
import dev.perdure.event.Delta;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.session.SessionKey;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The log of one session, read for what happened. */
public final class Story {

    private static final Duration POLL = Duration.ofMillis(100);

    private final EventLog log;
    private final SessionKey session;

    public Story(EventLog log, SessionKey session) {
        this.log = log;
        this.session = session;
    }

    public SessionKey session() {
        return session;
    }

    /** Every record, in order. */
    public List<Envelope> records() {
        List<Envelope> all = new ArrayList<>();
        List<Envelope> page;
        do {
            Offset after = all.isEmpty() ? Offset.START : all.getLast().offset();
            page = log.read(session, after, 1000, Selection.FACTS_AND_DELTAS);
            all.addAll(page);
        } while (!page.isEmpty());
        return all;
    }

    /** The names of the facts of a turn, in order, its message included. */
    public List<String> factsOf(TurnId turn) {
        return records().stream()
                .map(Envelope::entry)
                .filter(entry -> entry instanceof TurnEvent fact && fact.turn().equals(turn))
                .map(Story::name)
                .toList();
    }

    /** The names of facts and deltas of a turn, in order. */
    public List<String> recordsOf(TurnId turn) {
        return records().stream()
                .map(Envelope::entry)
                .filter(entry -> isOf(entry, turn))
                .map(Story::name)
                .toList();
    }

    /** The names of the last facts and deltas of a turn, in order. */
    public List<String> lastRecordsOf(TurnId turn, int count) {
        List<String> all = recordsOf(turn);
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    /** The entries of one kind, in order. */
    public <T extends Entry> List<T> all(Class<T> kind) {
        return records().stream()
                .map(Envelope::entry)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    public <T extends Entry> T only(Class<T> kind) {
        List<T> found = all(kind);
        if (found.size() != 1) {
            throw new AssertionError(kind.getSimpleName() + " is not there once but: " + found);
        }
        return found.getFirst();
    }

    /** Waits until the turn has ended and its session is done with it. */
    public void awaitEnd(TurnId turn) throws InterruptedException {
        awaitRecord("the end of the turn", entry -> isEndOf(turn, entry));
    }

    private static boolean isEndOf(TurnId turn, Entry entry) {
        return switch (entry) {
            case TurnEvent.SessionIdled idled -> idled.turn().equals(turn);
            case TurnEvent.MessageSteered steered -> steered.turn().equals(turn);
            default -> false;
        };
    }

    public void awaitFact(Class<? extends Entry> kind) throws InterruptedException {
        awaitRecord("a " + kind.getSimpleName(), kind::isInstance);
    }

    public void awaitRecord(String what, Predicate<Entry> wanted) throws InterruptedException {
        long end = System.nanoTime() + Await.MAX.toNanos();
        List<String> seen = new ArrayList<>();
        try (EventTail.Subscription tail = log.follow(session, Offset.START)) {
            while (System.nanoTime() < end) {
                for (Envelope envelope : tail.next(POLL)) {
                    seen.add(name(envelope.entry()));
                    if (wanted.test(envelope.entry())) {
                        return;
                    }
                }
            }
        }
        throw new AssertionError("not within " + Await.MAX + ": " + what + ", only " + seen);
    }

    static String name(Entry entry) {
        return entry.getClass().getSimpleName();
    }

    static boolean isOf(Entry entry, TurnId turn) {
        return switch (entry) {
            case TurnEvent fact -> fact.turn().equals(turn);
            case Delta delta -> delta.turn().equals(turn);
            case SessionEvent other -> false;
        };
    }
}
