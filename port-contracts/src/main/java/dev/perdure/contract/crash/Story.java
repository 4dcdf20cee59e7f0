package dev.perdure.contract.crash;

import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.log.Selection;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolCallId;
import dev.perdure.turn.TurnId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The log of one session, read anew each time it is asked. */
record Story(EventReader log, SessionKey session) {

    private static final int PAGE = 1000;

    List<Envelope> records() {
        List<Envelope> all = new ArrayList<>();
        List<Envelope> page;
        do {
            Offset after = all.isEmpty() ? Offset.START : all.getLast().offset();
            page = log.read(session, after, PAGE, Selection.FACTS_AND_DELTAS);
            all.addAll(page);
        } while (!page.isEmpty());
        return all;
    }

    <T extends Entry> List<T> all(Class<T> kind) {
        return records().stream()
                .map(Envelope::entry)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** The turns that have begun and whose end is not told. */
    Set<TurnId> open() {
        Set<TurnId> open = new LinkedHashSet<>();
        for (TurnEvent.Whole fact : all(TurnEvent.Whole.class)) {
            if (fact instanceof TurnEvent.MessageReceived) {
                open.add(fact.turn());
            }
            if (fact instanceof TurnEvent.SessionIdled
                    || fact instanceof TurnEvent.MessageSteered) {
                open.remove(fact.turn());
            }
        }
        return open;
    }

    /** A call that somebody is asked about. */
    Optional<ToolCallId> asked() {
        Set<ToolCallId> asked = new LinkedHashSet<>();
        for (StepEvent fact : all(StepEvent.class)) {
            if (fact instanceof StepEvent.RulingRequested requested) {
                asked.add(requested.call());
            }
            if (fact instanceof StepEvent.OutcomeRuled ruled) {
                asked.remove(ruled.call());
            }
        }
        return asked.stream().findFirst();
    }

    /** A call that waits for leave, of a turn that has not ended. */
    Optional<StepEvent.ApprovalRequested> proposed() {
        Map<ToolCallId, StepEvent.ApprovalRequested> proposed = new LinkedHashMap<>();
        Set<TurnId> open = open();
        for (StepEvent fact : all(StepEvent.class)) {
            if (fact instanceof StepEvent.ApprovalRequested asked && open.contains(asked.turn())) {
                proposed.put(asked.call().id(), asked);
            }
            if (fact instanceof StepEvent.ApprovalDecided decided) {
                proposed.remove(decided.call());
            }
        }
        return proposed.values().stream().findFirst();
    }
}
