package dev.perdure.persistence.log;

import java.util.ArrayList;
import java.util.List;

/**
 * The statement that writes: one round trip and one commit for the appends of many sessions.
 *
 * <p>What it decides, it decides on rows it has locked, because a statement that waited for a lock
 * still sees the other tables as they were before. Locks are taken in one order by everybody, so
 * that flushes of different nodes cannot wait for each other in a circle: the committer's own row,
 * sessions by id, turns by id, the node's own row, new sessions by id. Sorting the input alone
 * would not do: a join keeps no order.
 *
 * <p>The planner cannot know how many batches there will be and takes them for few. Where two sets
 * of the flush meet, a full join keeps it from comparing each with each: that join knows no nested
 * loop.
 */
final class FlushSql {

    static final int GUARD_NEW = 0;
    static final int GUARD_EXISTS = 1;
    static final int GUARD_VERSION = 2;
    static final int GUARD_EPOCH = 3;
    static final int GUARD_EPOCH_AND_VERSION = 4;

    static final int WORK_NONE = 0;
    static final int WORK_ENQUEUE = 1;
    static final int WORK_FINISH = 2;
    static final int WORK_PARK_UNTIL = 3;
    static final int WORK_PARK_FOR_CLIENT = 4;
    static final int WORK_MAKE_DUE = 5;

    /**
     * Marks the one row of the result that is no batch: it is there when this flush had not been
     * committed before.
     */
    static final int COMMITTER_ROW = -1;

    /**
     * Parameters, all of them arrays by batch ({@code o}), by fact or by delta, but those of the
     * committer: id, flush number, and at the end flush number and id; and the incarnation where
     * turns arrive. Guards, kinds of work, states of turns and statuses of sessions are the numbers
     * of the schema and of the constants above.
     */
    static String of(FlushShape shape) {
        if (shape.pieces()) {
            return "with "
                    + String.join(
                            ", ", FlushParts.UNLESS_WRITTEN, PieceParts.WRITTEN, FlushParts.NUMBER)
                    + PieceParts.ANSWER;
        }
        List<String> parts =
                new ArrayList<>(
                        List.of(FlushParts.UNLESS_WRITTEN, FlushParts.BATCHES, FlushParts.LOCKED));
        parts.add(FlushParts.GRANTED.formatted(shape.enqueues() ? FlushParts.AND_NOT_TWICE : ""));
        parts.addAll(where(shape.opens(), FlushParts.NEW));
        parts.addAll(where(shape.moves(), FlushParts.LOCKED_TURNS));
        parts.addAll(
                where(
                        shape.claims(),
                        FlushParts.NODE.formatted(
                                shape.moves() ? FlushParts.AND_AFTER_TURNS : "")));
        parts.add(planned(shape));
        parts.add(
                shape.enqueues() || shape.moves() ? FlushParts.HEADS_AND_QUEUE : FlushParts.HEADS);
        parts.addAll(where(shape.opens(), FlushParts.OPENED, FlushParts.OPENED_IN_ORDER));
        parts.add(shape.opens() ? FlushParts.APPLIED_OR_OPENED : FlushParts.APPLIED);
        parts.addAll(where(shape.facts(), FlushParts.FACTS));
        parts.addAll(where(shape.deltas(), FlushParts.DELTAS));
        parts.addAll(where(shape.describes(), FlushParts.DESCRIPTIONS));
        parts.addAll(where(shape.enqueues(), FlushParts.NEW_TURNS));
        parts.addAll(where(shape.moves(), FlushParts.MOVED_TURNS, FlushParts.NEXT_TURNS));
        parts.add(FlushParts.NUMBER);
        return "with "
                + String.join(", ", parts)
                + FlushParts.ANSWER.formatted(shape.moves() ? FlushParts.NEXT_UNKNOWN : "false");
    }

    private static List<String> where(boolean occurs, String... parts) {
        return occurs ? List.of(parts) : List.of();
    }

    private static String planned(FlushShape shape) {
        return shape.moves()
                ? FlushParts.PLANNED.formatted(
                        "coalesce(tl.state, 4)",
                        claimed(shape),
                        "g full join tl on tl.session = g.id")
                : FlushParts.PLANNED.formatted("4", claimed(shape), "g");
    }

    private static String claimed(FlushShape shape) {
        return shape.claims()
                ? "g.claim and g.open_turns = 0 and g.granted and exists (select from me)"
                : "false";
    }

    private FlushSql() {}
}
