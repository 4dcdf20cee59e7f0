package dev.perdure.contract.lies;

import static dev.perdure.contract.lies.Fabricated.holding;
import static dev.perdure.contract.lies.Fabricated.isRefused;
import static dev.perdure.contract.lies.Fabricated.unguarded;
import static dev.perdure.contract.lies.Fabricated.withoutChange;

import dev.perdure.contract.Sample;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.AppendOutcome.Appended;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.store.Storage;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;

/** Lies about what becomes of a batch and of a group. */
final class BatchLies {

    private static final int LARGE_BATCH = 500;
    private static final int LARGE_GROUP = 64;
    private static final long A_WHILE_NANOS = 300_000;
    private static final long LONG_ENOUGH_TO_BE_SEEN_NANOS = 2_000_000;

    private BatchLies() {}

    static List<Lie> all() {
        List<Lie> lies = new ArrayList<>(ofBatches());
        lies.addAll(ofGroups());
        return lies;
    }

    private static List<Lie> ofBatches() {
        return List.of(
                new Lie(
                        "drops writes",
                        () ->
                                new Liar() {
                                    @Override
                                    AppendOutcome append(Storage truth, Batch asked) {
                                        return asked.guard() instanceof Guard.NewStream
                                                ? honestly(truth, asked)
                                                : Fabricated.success(truth, asked);
                                    }
                                }),
                new Lie(
                        "drops the last entry of a batch",
                        () ->
                                new Liar() {
                                    @Override
                                    Batch batch(Storage truth, Batch asked) {
                                        int kept = Math.max(1, asked.entries().size() - 1);
                                        return asked.entries().isEmpty()
                                                ? asked
                                                : holding(asked, asked.entries().subList(0, kept));
                                    }
                                }),
                new Lie(
                        "cuts large batches",
                        () ->
                                new Liar() {
                                    @Override
                                    Batch batch(Storage truth, Batch asked) {
                                        return holding(
                                                asked,
                                                asked.entries().stream()
                                                        .limit(LARGE_BATCH)
                                                        .toList());
                                    }
                                }),
                new Lie(
                        "writes the first entry of a refused batch",
                        () ->
                                new Liar() {
                                    @Override
                                    AppendOutcome append(Storage truth, Batch asked) {
                                        AppendOutcome outcome = honestly(truth, asked);
                                        if (isRefused(outcome) && !asked.entries().isEmpty()) {
                                            List<Entry> first = asked.entries().subList(0, 1);
                                            honestly(
                                                    truth,
                                                    withoutChange(
                                                            unguarded(holding(asked, first))));
                                        }
                                        return outcome;
                                    }
                                }),
                new Lie(
                        "moves the turn of a refused batch",
                        () ->
                                new Liar() {
                                    @Override
                                    AppendOutcome append(Storage truth, Batch asked) {
                                        AppendOutcome outcome = honestly(truth, asked);
                                        if (isRefused(outcome)) {
                                            honestly(truth, unguarded(holding(asked, List.of())));
                                        }
                                        return outcome;
                                    }
                                }),
                new Lie(
                        "forgets the change of the queue",
                        () ->
                                new Liar() {
                                    @Override
                                    Batch batch(Storage truth, Batch asked) {
                                        return withoutChange(asked);
                                    }
                                }),
                new Lie(
                        "ignores batches without entries",
                        () ->
                                new Liar() {
                                    @Override
                                    AppendOutcome append(Storage truth, Batch asked) {
                                        return asked.entries().isEmpty()
                                                ? Fabricated.success(truth, asked)
                                                : honestly(truth, asked);
                                    }
                                }),
                new Lie(
                        "writes a record of every change of the queue",
                        () ->
                                new Liar() {
                                    @Override
                                    Batch batch(Storage truth, Batch asked) {
                                        return asked.entries().isEmpty()
                                                ? holding(asked, List.of(Sample.delta("changed")))
                                                : asked;
                                    }
                                }),
                new Lie(
                        "reverses the entries of a batch",
                        () ->
                                new Liar() {
                                    @Override
                                    Batch batch(Storage truth, Batch asked) {
                                        return asked.guard() instanceof Guard.NewStream
                                                ? asked
                                                : holding(asked, asked.entries().reversed());
                                    }
                                }),
                new Lie(
                        "commits every entry by itself",
                        () ->
                                new Liar() {
                                    @Override
                                    AppendOutcome append(Storage truth, Batch asked) {
                                        return onePerCommit(truth, asked);
                                    }
                                }),
                new Lie(
                        "shows other offsets than it wrote",
                        () ->
                                new Liar() {
                                    @Override
                                    AppendOutcome append(Storage truth, Batch asked) {
                                        return shifted(honestly(truth, asked));
                                    }
                                }),
                new Lie(
                        "tells the version before the batch",
                        () ->
                                new Liar() {
                                    @Override
                                    AppendOutcome append(Storage truth, Batch asked) {
                                        AppendOutcome outcome = honestly(truth, asked);
                                        return outcome instanceof Appended appended
                                                        && !appended.envelopes().isEmpty()
                                                ? new Appended(
                                                        appended.envelopes(),
                                                        appended.envelopes().getFirst().version(),
                                                        appended.claim())
                                                : outcome;
                                    }
                                }));
    }

    private static List<Lie> ofGroups() {
        return List.of(
                new Lie(
                        "writes a group backwards",
                        () ->
                                new Liar() {
                                    @Override
                                    List<AppendOutcome> append(Storage truth, List<Batch> group) {
                                        return super.append(truth, group.reversed()).reversed();
                                    }
                                }),
                new Lie(
                        "answers a group backwards",
                        () ->
                                new Liar() {
                                    @Override
                                    List<AppendOutcome> append(Storage truth, List<Batch> group) {
                                        return super.append(truth, group).reversed();
                                    }
                                }),
                new Lie(
                        "refuses the rest of a group after a refusal",
                        () ->
                                new Liar() {
                                    @Override
                                    List<AppendOutcome> append(Storage truth, List<Batch> group) {
                                        List<AppendOutcome> outcomes = new ArrayList<>();
                                        for (Batch batch : group) {
                                            boolean refused =
                                                    !outcomes.isEmpty()
                                                            && isRefused(outcomes.getLast());
                                            outcomes.add(
                                                    refused
                                                            ? outcomes.getLast()
                                                            : honestly(truth, batch));
                                        }
                                        return outcomes;
                                    }
                                }),
                new Lie(
                        "loses the end of a large group",
                        () ->
                                new Liar() {
                                    @Override
                                    List<AppendOutcome> append(Storage truth, List<Batch> group) {
                                        return super.append(
                                                truth, group.stream().limit(LARGE_GROUP).toList());
                                    }
                                }),
                new Lie(
                        "cannot take an empty group",
                        () ->
                                new Liar() {
                                    @Override
                                    List<AppendOutcome> append(Storage truth, List<Batch> group) {
                                        return List.of(append(truth, group.getFirst()));
                                    }
                                }),
                new Lie(
                        "overtakes appends that nobody waits for",
                        () ->
                                new Liar() {
                                    private int appends;

                                    @Override
                                    synchronized CompletionStage<List<AppendOutcome>> appendLater(
                                            Storage truth, List<Batch> group) {
                                        appends++;
                                        long nanos = appends % 3 * A_WHILE_NANOS;
                                        return CompletableFuture.supplyAsync(
                                                () -> {
                                                    LockSupport.parkNanos(nanos);
                                                    return append(truth, group);
                                                },
                                                task -> Thread.startVirtualThread(task));
                                    }
                                }));
    }

    private static AppendOutcome onePerCommit(Storage truth, Batch asked) {
        if (asked.entries().size() < 2) {
            return Liar.honestly(truth, asked);
        }
        AppendOutcome first = Liar.honestly(truth, holding(asked, asked.entries().subList(0, 1)));
        if (!(first instanceof Appended begun)) {
            return first;
        }
        LockSupport.parkNanos(LONG_ENOUGH_TO_BE_SEEN_NANOS);
        List<Envelope> written = new ArrayList<>(begun.envelopes());
        Appended last = begun;
        for (Entry entry : asked.entries().subList(1, asked.entries().size())) {
            Batch next = withoutChange(unguarded(holding(asked, List.of(entry))));
            last = (Appended) Liar.honestly(truth, next);
            written.addAll(last.envelopes());
        }
        return new Appended(written, last.version(), begun.claim());
    }

    private static AppendOutcome shifted(AppendOutcome outcome) {
        if (!(outcome instanceof Appended appended)) {
            return outcome;
        }
        List<Envelope> shifted =
                appended.envelopes().stream()
                        .map(record ->
                                new Envelope(
                                        record.session(),
                                        new Offset(record.offset().value() + 1),
                                        record.version(),
                                        record.time(),
                                        record.entry()))
                        .toList();
        return new Appended(shifted, appended.version(), appended.claim());
    }
}
