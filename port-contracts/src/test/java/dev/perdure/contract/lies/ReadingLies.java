package dev.perdure.contract.lies;

import dev.perdure.engine.log.Selection;
import dev.perdure.engine.store.Storage;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Lies about what is in the log. */
final class ReadingLies {

    private static final int EVERYTHING = 1_000_000;

    private ReadingLies() {}

    static List<Lie> all() {
        return Stream.concat(ofPages().stream(), ofFacts().stream()).toList();
    }

    private interface Page {
        List<Envelope> read(
                Storage truth, SessionKey session, Offset after, int limit, Selection selection);
    }

    private static Liar reading(Page page) {
        return new Liar() {
            @Override
            List<Envelope> read(
                    Storage truth,
                    SessionKey session,
                    Offset after,
                    int limit,
                    Selection selection) {
                return page.read(truth, session, after, limit, selection);
            }
        };
    }

    private static List<Envelope> page(
            Storage truth, SessionKey session, Offset after, int limit, Selection selection) {
        return truth.log().read(session, after, limit, selection);
    }

    private static List<Lie> ofPages() {
        return List.of(
                new Lie(
                        "invents records",
                        () -> reading((t, s, a, l, x) -> withInvention(page(t, s, a, l, x), s))),
                new Lie(
                        "begins a page at its cursor",
                        () -> reading((t, s, a, l, x) -> page(t, s, earlier(a), l, x))),
                new Lie(
                        "forgets the limit of a page",
                        () -> reading((t, s, a, l, x) -> page(t, s, a, EVERYTHING, x))),
                new Lie(
                        "ends pages early",
                        () -> reading((t, s, a, l, x) -> page(t, s, a, Math.max(1, l - 1), x))),
                new Lie(
                        "loses the last record of a page",
                        () -> reading((t, s, a, l, x) -> withoutLast(page(t, s, a, l, x)))),
                new Lie(
                        "shows deltas among facts",
                        () ->
                                reading((t, s, a, l, x) ->
                                        page(t, s, a, l, Selection.FACTS_AND_DELTAS))),
                new Lie(
                        "forgets deltas",
                        () -> reading((t, s, a, l, x) -> page(t, s, a, l, Selection.FACTS))),
                new Lie(
                        "reads backwards",
                        () -> reading((t, s, a, l, x) -> page(t, s, a, l, x).reversed())),
                new Lie(
                        "repeats the last record beyond the end",
                        () ->
                                reading((t, s, a, l, x) -> {
                                    List<Envelope> page = page(t, s, a, l, x);
                                    List<Envelope> all = page(t, s, Offset.START, EVERYTHING, x);
                                    return page.isEmpty() && !all.isEmpty()
                                            ? List.of(all.getLast())
                                            : page;
                                })),
                new Lie("reads a replica that lags", LaggingReplica::new),
                new Lie("mixes streams", MixesStreams::new),
                new Lie("shows streams to strangers", ShowsToStrangers::new));
    }

    private static List<Lie> ofFacts() {
        return List.of(
                new Lie(
                        "shows the latest facts newest first",
                        () -> latest((truth, asked) -> asked.honest(truth).reversed())),
                new Lie(
                        "includes the version that the latest facts end before",
                        () ->
                                latest((truth, asked) ->
                                        asked.before().value() == Long.MAX_VALUE
                                                ? asked.honest(truth)
                                                : truth.log()
                                                        .latest(
                                                                asked.session(),
                                                                asked.before().next(),
                                                                asked.limit()))),
                new Lie(
                        "shows the first facts as the latest",
                        () ->
                                latest((truth, asked) ->
                                        truth
                                                .log()
                                                .latest(asked.session(), asked.before(), EVERYTHING)
                                                .stream()
                                                .limit(asked.limit())
                                                .toList())),
                new Lie(
                        "leaves out the last version asked for",
                        () ->
                                new Liar() {
                                    @Override
                                    List<Envelope> facts(
                                            Storage truth,
                                            SessionKey session,
                                            StreamVersion from,
                                            StreamVersion to) {
                                        return truth.log()
                                                .facts(
                                                        session,
                                                        from,
                                                        new StreamVersion(
                                                                Math.max(0, to.value() - 1)));
                                    }
                                }),
                new Lie(
                        "finds only facts before a time",
                        () -> lastFact((truth, s, time) -> honest(truth, s, time.minusMillis(1)))),
                new Lie(
                        "takes a delta for the last fact",
                        () ->
                                lastFact((truth, s, time) ->
                                        truth
                                                .log()
                                                .read(
                                                        s,
                                                        Offset.START,
                                                        EVERYTHING,
                                                        Selection.FACTS_AND_DELTAS)
                                                .stream()
                                                .filter(r -> !r.time().isAfter(time))
                                                .reduce((first, second) -> second)
                                                .map(Envelope::offset)
                                                .orElse(Offset.START))),
                new Lie(
                        "finds the last fact whatever the time",
                        () -> lastFact((truth, s, time) -> honest(truth, s, Instant.MAX))));
    }

    private record Latest(SessionKey session, StreamVersion before, int limit) {

        List<Envelope> honest(Storage truth) {
            return truth.log().latest(session, before, limit);
        }
    }

    private interface LatestLie {
        List<Envelope> of(Storage truth, Latest asked);
    }

    private static Liar latest(LatestLie instead) {
        return new Liar() {
            @Override
            List<Envelope> latest(
                    Storage truth, SessionKey session, StreamVersion before, int limit) {
                return instead.of(truth, new Latest(session, before, limit));
            }
        };
    }

    private interface LastFactLie {
        Offset at(Storage truth, SessionKey session, Instant time);
    }

    private static Liar lastFact(LastFactLie instead) {
        return new Liar() {
            @Override
            Offset lastFactAt(Storage truth, SessionKey session, Instant time) {
                return instead.at(truth, session, time);
            }
        };
    }

    private static Offset honest(Storage truth, SessionKey session, Instant time) {
        return truth.log().lastFactAt(session, time);
    }

    private static Offset earlier(Offset offset) {
        return new Offset(Math.max(0, offset.value() - 1));
    }

    private static List<Envelope> withoutLast(List<Envelope> page) {
        return page.size() < 2 ? page : page.subList(0, page.size() - 1);
    }

    private static List<Envelope> withInvention(List<Envelope> page, SessionKey session) {
        List<Envelope> more = new ArrayList<>(page);
        long last = page.isEmpty() ? 0 : page.getLast().offset().value();
        more.add(Fabricated.record(session, last + 1, last + 1));
        return more;
    }
}
