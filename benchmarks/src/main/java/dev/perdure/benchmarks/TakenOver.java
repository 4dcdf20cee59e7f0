package dev.perdure.benchmarks;

import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.log.Selection;
import dev.perdure.event.Envelope;
import dev.perdure.event.EventId;
import dev.perdure.event.Offset;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/**
 * What one reader sees of a turn that changes its owner. Seen by one thread, and read when that
 * thread has come to the end.
 */
final class TakenOver {

    private static final int PIECES_BEFORE = 5;
    private static final int PAGE = 1_000;

    private final String session;
    private final CountDownLatch underWay;
    private final CountDownLatch ended;
    private final List<UUID> ids = new ArrayList<>();
    private int pieces;
    private boolean inTool;
    private long ownedNanos;
    private long pieceNanos;

    TakenOver(String session, CountDownLatch underWay, CountDownLatch ended) {
        this.session = session;
        this.underWay = underWay;
        this.ended = ended;
    }

    String session() {
        return session;
    }

    void see(StreamFrame frame) {
        ids.add(uuid(frame.text("id")));
        if (frame.is("output.message.delta")) {
            pieces++;
            if (pieces == PIECES_BEFORE) {
                underWay.countDown();
            }
            if (ownedNanos > 0 && pieceNanos == 0) {
                pieceNanos = frame.arrivedNanos();
            }
        } else if (frame.is("tool.started")) {
            if (inTool) {
                own(frame);
            }
            inTool = true;
        } else if (frame.is("tool.completed")) {
            inTool = false;
        } else if (frame.is("reason.recovered")) {
            own(frame);
        } else if (frame.is("session.idled")) {
            ended.countDown();
        }
    }

    private void own(StreamFrame frame) {
        if (ownedNanos == 0) {
            ownedNanos = frame.arrivedNanos();
        }
    }

    /** Whether an attempt, of the model or of a tool, was given up and made again. */
    boolean wasTakenOver() {
        return ownedNanos > 0;
    }

    void tell(long killed, Latencies owned, Latencies piece) {
        if (wasTakenOver()) {
            owned.record(ownedNanos - killed);
            piece.record(pieceNanos - killed);
        }
    }

    /** Whether the reader saw every record of the session from its message on, once, in order. */
    boolean sawTheLog(EventReader log) {
        SessionKey key = new SessionKey(OrganisationId.DEFAULT, new SessionId(uuid(session)));
        List<UUID> written = new ArrayList<>();
        Offset after = Offset.START;
        while (true) {
            List<Envelope> page = log.read(key, after, PAGE, Selection.FACTS_AND_DELTAS);
            page.forEach(envelope -> written.add(envelope.id().value()));
            if (page.size() < PAGE) {
                break;
            }
            after = page.getLast().offset();
        }
        Offset first = new EventId(ids.getFirst()).offset();
        written.removeIf(id -> new EventId(id).offset().compareTo(first) < 0);
        return first.value() <= 2 && written.equals(ids);
    }

    /** Reads what stands after the prefix of an id. */
    private static UUID uuid(String id) {
        String hex = id.substring(id.indexOf('_') + 1).replace("-", "");
        return new UUID(
                Long.parseUnsignedLong(hex.substring(0, 16), 16),
                Long.parseUnsignedLong(hex.substring(16), 16));
    }
}
