package dev.perdure.contract.lies;

import dev.perdure.engine.log.EventTail.Subscription;
import dev.perdure.engine.store.Storage;
import dev.perdure.event.Offset;
import dev.perdure.session.SessionKey;
import java.util.ArrayList;
import java.util.List;

/** Lies of tails. */
final class TailLies {

    private TailLies() {}

    static List<Lie> all() {
        List<Lie> lies = new ArrayList<>(ofContent());
        lies.addAll(ofWaiting());
        return lies;
    }

    private static List<Lie> ofContent() {
        return List.of(
                new Lie("tails repeat records", () -> tailing(LyingTails.Repeating::new)),
                new Lie("tails skip records", () -> tailing(LyingTails.Skipping::new)),
                new Lie("tails show the newest first", () -> tailing(LyingTails.Backwards::new)),
                new Lie("tails show facts only", () -> tailing(LyingTails.FactsOnly::new)),
                new Lie("tails drop what does not fit a buffer", TailLiars.Overflowing::new),
                new Lie(
                        "tails begin at the end of the log",
                        () ->
                                following((truth, session, after) ->
                                        truth.log()
                                                .follow(session, TailLiars.end(truth, session)))),
                new Lie(
                        "tails begin at the beginning of the log",
                        () ->
                                following((truth, session, after) ->
                                        truth.log().follow(session, Offset.START))),
                new Lie(
                        "tails do not begin beyond the end",
                        () ->
                                following((truth, session, after) ->
                                        truth.log()
                                                .follow(
                                                        session,
                                                        after.isAfter(TailLiars.end(truth, session))
                                                                ? TailLiars.end(truth, session)
                                                                : after))),
                new Lie(
                        "tails lose what is appended while they begin",
                        TailLiars.LosesTheSeam::new),
                new Lie("tails show what is being refused", TailLiars.ShowsRefused::new),
                new Lie("tails show only what their own node appends", TailLiars.OwnNodeOnly::new),
                new Lie("only the newest tail of a stream is served", TailLiars.NewestOnly::new));
    }

    private static List<Lie> ofWaiting() {
        return List.of(
                new Lie("tails sleep through appends", () -> tailing(LyingTails.Sleeping::new)),
                new Lie("tails do not wait", () -> tailing(LyingTails.Impatient::new)),
                new Lie("tails never end", () -> tailing(LyingTails.NeverGone::new)),
                new Lie(
                        "tails tell strangers that a stream is gone",
                        TailLiars.GoneForStrangers::new),
                new Lie("tails are always at their end", () -> tailing(LyingTails.AlwaysGone::new)),
                new Lie(
                        "tails are gone when nothing is left",
                        () -> tailing(LyingTails.GoneWhenIdle::new)),
                new Lie(
                        "tails ignore that they were closed",
                        () -> tailing(LyingTails.Unclosable::new)),
                new Lie(
                        "tails cannot be closed twice",
                        () -> tailing(LyingTails.ClosableOnce::new)),
                new Lie("closing a tail closes its neighbours", TailLiars.ClosesNeighbours::new),
                new Lie(
                        "tails cannot be interrupted",
                        () -> tailing(LyingTails.Uninterruptible::new)));
    }

    private interface Follow {
        Subscription of(Storage truth, SessionKey session, Offset after);
    }

    private interface Wrap {
        Subscription around(Subscription honest);
    }

    private static Liar following(Follow follow) {
        return new Liar() {
            @Override
            Subscription follow(Storage truth, SessionKey session, Offset after) {
                return follow.of(truth, session, after);
            }
        };
    }

    private static Liar tailing(Wrap wrap) {
        return following(
                (truth, session, after) -> wrap.around(truth.log().follow(session, after)));
    }
}
