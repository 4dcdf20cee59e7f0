package dev.perdure.loop;

import dev.perdure.event.Stretch;
import dev.perdure.message.Role;
import io.vavr.collection.Vector;
import java.util.List;
import java.util.Optional;

/** Which part of a conversation notes are to stand for. */
final class Condensation {

    /** Notes are hardly shorter than less than that, and cost a call. */
    static final long WORTH_TOKENS_MIN = 200;

    /** Who leaves out less than such a share will be asked for more at once. */
    private static final long WORTH_SHARE = 10;

    private Condensation() {}

    /**
     * The part of {@code transcript} before a message of the user, none of it in the exchange that
     * is under way.
     *
     * @param underWay place of the item that exchange begins with; the number of items where none
     *     is under way
     */
    static Optional<Stretch> stretch(Transcript transcript, int underWay, long tokens) {
        Vector<TranscriptItem> items = transcript.items();
        int from = cut(items, underWay, tokens);
        if (from < 1) {
            return Optional.empty();
        }
        List<TranscriptItem> older = items.take(from).asJava();
        long gain = TokenEstimator.transcript(older);
        long all = TokenEstimator.transcript(items.asJava());
        return gain < WORTH_TOKENS_MIN || gain < all / WORTH_SHARE
                ? Optional.empty()
                : Optional.of(
                        new Stretch(
                                older.getFirst().version(),
                                older.getLast().version(),
                                from,
                                items.size() - from));
    }

    /**
     * The earliest place from which on not more than {@code tokens} stay, else the latest that may
     * be; -1 when there is none. A message that joined a turn can stand between a call and its
     * result, and is no such place.
     */
    static int cut(Vector<TranscriptItem> items, int underWay, long tokens) {
        int from = -1;
        long kept = 0;
        boolean separates = false;
        for (int i = items.size() - 1; i >= 0; i--) {
            TranscriptItem item = items.get(i);
            kept += TokenEstimator.item(item);
            if (from >= 0 && kept > tokens) {
                return from;
            }
            switch (item) {
                case TranscriptItem.Answered ignored -> separates = true;
                case TranscriptItem.Said said -> {
                    if (said.message().role() == Role.AGENT) {
                        separates = false;
                    } else if (!separates && i <= underWay) {
                        from = i;
                    }
                }
            }
        }
        return from;
    }
}
