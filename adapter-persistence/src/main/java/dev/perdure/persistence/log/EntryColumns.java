package dev.perdure.persistence.log;

import dev.perdure.engine.log.Guard;
import dev.perdure.event.Delta;
import dev.perdure.event.Entry;
import dev.perdure.event.Event;
import dev.perdure.event.SessionEvent.SessionOpened;
import dev.perdure.event.SessionEvent.SettingsChanged;
import dev.perdure.persistence.codec.SettingsCodec;
import dev.perdure.persistence.codec.StoredEntry;
import dev.perdure.persistence.database.SearchText;
import dev.perdure.session.SessionSettings;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The arrays of a flush that have one element for each fact, for each delta, and for each session
 * that the flush opens or describes anew.
 */
final class EntryColumns {

    /**
     * Facts or deltas: batch, place in the batch, facts of the batch up to it, and the stored form.
     */
    private static final class Records {
        final List<Integer> ordinals = new ArrayList<>();
        final List<Integer> places = new ArrayList<>();
        final List<Integer> facts = new ArrayList<>();
        final List<String> types = new ArrayList<>();
        final List<Integer> typeVersions = new ArrayList<>();
        final List<@Nullable UUID> turns = new ArrayList<>();
        final List<@Nullable Integer> steps = new ArrayList<>();
        final List<byte[]> payloads = new ArrayList<>();

        void add(int ordinal, int place, int factsSoFar, StoredEntry stored) {
            ordinals.add(ordinal);
            places.add(place);
            facts.add(factsSoFar);
            types.add(stored.type());
            typeVersions.add(stored.typeVersion());
            turns.add(stored.turn());
            steps.add(stored.step());
            payloads.add(stored.payload());
        }

        void bind(Parameters parameters, boolean withSteps) throws SQLException {
            parameters.array("int4", ordinals.toArray(new Integer[0]));
            parameters.array("int4", places.toArray(new Integer[0]));
            parameters.array("int4", facts.toArray(new Integer[0]));
            parameters.array("text", types.toArray(new String[0]));
            parameters.array("int4", typeVersions.toArray(new Integer[0]));
            parameters.uuids(turns.toArray(new UUID[0]));
            if (withSteps) {
                parameters.array("int4", steps.toArray(new Integer[0]));
            }
            parameters.array("bytea", payloads.toArray(new byte[0][]));
        }
    }

    private final Records events = new Records();
    private final Records deltas = new Records();
    private final List<Integer> entryOrdinals = new ArrayList<>();
    private final List<@Nullable UUID> entryAgents = new ArrayList<>();
    private final List<String> entryTitles = new ArrayList<>();
    private final List<byte[]> entrySettings = new ArrayList<>();

    private EntryColumns() {}

    static EntryColumns of(List<Pending> flush) {
        EntryColumns columns = new EntryColumns();
        for (int ordinal = 0; ordinal < flush.size(); ordinal++) {
            columns.add(ordinal, flush.get(ordinal));
        }
        return columns;
    }

    private void add(int ordinal, Pending pending) {
        int factsSoFar = 0;
        for (int at = 0; at < pending.stored().size(); at++) {
            Entry entry = pending.batch().entries().get(at);
            StoredEntry stored = pending.stored().get(at);
            switch (entry) {
                case Event fact -> {
                    events.add(ordinal, at + 1, ++factsSoFar, stored);
                    boolean first = at == 0 && pending.batch().guard() instanceof Guard.NewStream;
                    if (first && fact instanceof SessionOpened opened) {
                        entry(ordinal, opened.settings());
                    } else if (fact instanceof SettingsChanged changed) {
                        entry(ordinal, changed.settings());
                    }
                }
                case Delta ignored -> deltas.add(ordinal, at + 1, factsSoFar, stored);
            }
        }
    }

    /** What lists show from this batch on; the last one of a batch counts. */
    private void entry(int ordinal, SessionSettings settings) {
        if (!entryOrdinals.isEmpty() && entryOrdinals.getLast() == ordinal) {
            entryOrdinals.removeLast();
            entryAgents.removeLast();
            entryTitles.removeLast();
            entrySettings.removeLast();
        }
        entryOrdinals.add(ordinal);
        entryAgents.add(settings.agent() == null ? null : settings.agent().value());
        entryTitles.add(SearchText.of(settings.title()));
        entrySettings.add(SettingsCodec.encode(settings));
    }

    void bind(Parameters parameters, FlushShape shape) throws SQLException {
        if (shape.facts()) {
            events.bind(parameters, true);
        }
        if (shape.deltas()) {
            deltas.bind(parameters, false);
        }
        if (shape.describes()) {
            parameters.array("int4", entryOrdinals.toArray(new Integer[0]));
            parameters.uuids(entryAgents.toArray(new UUID[0]));
            parameters.array("text", entryTitles.toArray(new String[0]));
            parameters.array("bytea", entrySettings.toArray(new byte[0][]));
        }
    }
}
