package dev.perdure.contract.lies;

import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.work.Epoch;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Lies about the end of a stream. */
final class HeadLies {

    private HeadLies() {}

    static List<Lie> all() {
        return List.of(
                new Lie(
                        "shows a head that is behind",
                        () ->
                                head(h ->
                                        new SessionHead(
                                                new Offset(h.offset().value() - 1),
                                                h.version(),
                                                h.epoch(),
                                                h.status(),
                                                h.time()))),
                new Lie(
                        "counts deltas as versions in the head",
                        () ->
                                head(h ->
                                        new SessionHead(
                                                h.offset(),
                                                new StreamVersion(h.offset().value()),
                                                h.epoch(),
                                                h.status(),
                                                h.time()))),
                new Lie(
                        "shows no epoch in the head",
                        () ->
                                head(h ->
                                        new SessionHead(
                                                h.offset(),
                                                h.version(),
                                                Epoch.UNCLAIMED,
                                                h.status(),
                                                h.time()))),
                new Lie(
                        "shows every session as idle",
                        () ->
                                head(h ->
                                        new SessionHead(
                                                h.offset(),
                                                h.version(),
                                                h.epoch(),
                                                SessionStatus.IDLE,
                                                h.time()))),
                new Lie(
                        "shows another time in the head",
                        () ->
                                head(h ->
                                        new SessionHead(
                                                h.offset(),
                                                h.version(),
                                                h.epoch(),
                                                h.status(),
                                                h.time().minusMillis(1)))),
                new Lie(
                        "shows heads of streams that do not exist",
                        () ->
                                new Liar() {
                                    @Override
                                    Optional<SessionHead> head(Storage truth, SessionKey session) {
                                        return Optional.of(
                                                truth.log()
                                                        .head(session)
                                                        .orElse(
                                                                new SessionHead(
                                                                        Offset.START,
                                                                        StreamVersion.NONE,
                                                                        Epoch.UNCLAIMED,
                                                                        SessionStatus.STARTED,
                                                                        Instant.EPOCH)));
                                    }
                                }));
    }

    private static Liar head(UnaryOperator<SessionHead> instead) {
        return new Liar() {
            @Override
            Optional<SessionHead> head(Storage truth, SessionKey session) {
                return truth.log().head(session).map(instead);
            }
        };
    }
}
