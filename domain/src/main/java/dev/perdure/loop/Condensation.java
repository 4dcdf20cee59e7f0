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

    static Optional<Stretch> stretch(Transcript transcript, long tokens) {
        Vector<TranscriptItem> items = transcript.items();
        int from = -1;
        long kept = 0;
        for (int i = items.size() - 1; i >= 0; i--) {
            TranscriptItem item = items.get(i);
            kept += TokenEstimator.item(item);
            if (from >= 0 && kept > tokens) {
                break;
            }
            if (item instanceof TranscriptItem.Said said && said.message().role() == Role.USER) {
                from = i;
            }
        }
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
}
