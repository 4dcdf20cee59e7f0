package dev.perdure.engine.view;

import dev.perdure.engine.log.EventReader;
import dev.perdure.event.Delta;
import dev.perdure.event.Envelope;
import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.session.SessionKey;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The facts of a session, oldest first, read page by page while they are walked over. A page of
 * large facts is followed by a shorter one, so that a walk holds little at a time however long the
 * session is and whatever was said in it.
 */
public final class FactWalk implements Iterator<Envelope> {

    private static final int PAGE_MIN = 16;
    private static final int PAGE_MAX = 1024;

    /** In characters. */
    private static final long PAGE_WEIGHT = 1024 * 1024;

    private final EventReader log;
    private final SessionKey session;
    private final StreamVersion last;
    private Iterator<Envelope> page = List.<Envelope>of().iterator();
    private StreamVersion next;
    private int pageSize = PAGE_MIN;
    private boolean over;

    private FactWalk(EventReader log, SessionKey session, StreamVersion first, StreamVersion last) {
        this.log = log;
        this.session = session;
        this.next = first;
        this.last = last;
    }

    /** The facts after version {@code after}, to the end there is when the walk comes to it. */
    public static FactWalk after(EventReader log, SessionKey session, StreamVersion after) {
        return new FactWalk(log, session, after.next(), new StreamVersion(Long.MAX_VALUE));
    }

    /** The facts from the first up to version {@code last}, included. */
    public static FactWalk upTo(EventReader log, SessionKey session, StreamVersion last) {
        return new FactWalk(log, session, StreamVersion.NONE.next(), last);
    }

    /** The facts after version {@code after} up to version {@code last}, included. */
    static FactWalk between(
            EventReader log, SessionKey session, StreamVersion after, StreamVersion last) {
        return new FactWalk(log, session, after.next(), last);
    }

    @Override
    public boolean hasNext() {
        if (!page.hasNext() && !over) {
            page = read().iterator();
        }
        return page.hasNext();
    }

    @Override
    public Envelope next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.next();
    }

    private List<Envelope> read() {
        long left = last.value() - next.value() + 1;
        int size = (int) Math.min(pageSize, left);
        if (size <= 0) {
            over = true;
            return List.of();
        }
        List<Envelope> facts = log.facts(session, next, next.plus(size - 1L));
        over = facts.size() < size;
        next = next.plus(facts.size());
        long weight = facts.stream().mapToLong(FactWalk::characters).sum();
        pageSize =
                Math.clamp(weight > PAGE_WEIGHT ? pageSize / 2 : pageSize * 4L, PAGE_MIN, PAGE_MAX);
        return facts;
    }

    /** How long what was said in the record is, in UTF-16 units; 0 when nothing was. */
    public static long characters(Envelope envelope) {
        if (envelope.entry() instanceof TurnEvent.MessageReceived received) {
            return new TranscriptItem.Said(envelope.version(), received.message()).characters();
        }
        if (envelope.entry() instanceof StepEvent.OutputCompleted completed) {
            return new TranscriptItem.Said(envelope.version(), completed.message()).characters();
        }
        if (envelope.entry() instanceof StepEvent.ToolCompleted completed) {
            return completed.result().output().length();
        }
        return envelope.entry() instanceof Delta delta ? delta.text().length() : 0;
    }
}
