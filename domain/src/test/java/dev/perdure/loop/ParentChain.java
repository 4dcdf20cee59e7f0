package dev.perdure.loop;

import dev.perdure.event.Event;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.turn.TurnId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The conversation of a log, found the slow way: from the last fact back from parent to parent. */
final class ParentChain {

    private ParentChain() {}

    static List<TranscriptItem> items(List<Event> facts) {
        Map<TurnId, TranscriptItem.Said> messages = new HashMap<>();
        for (int i = 0; i < facts.size(); i++) {
            if (facts.get(i) instanceof TurnEvent.MessageReceived fact) {
                messages.put(
                        fact.turn(),
                        new TranscriptItem.Said(new StreamVersion(i + 1L), fact.message()));
            }
        }
        List<TranscriptItem> items = new ArrayList<>();
        List<StreamVersion> noted = new ArrayList<>();
        int version = facts.size();
        while (version > 0) {
            Event fact = facts.get(version - 1);
            StreamVersion at = new StreamVersion(version);
            if (fact instanceof TurnEvent.TurnStarted started) {
                items.add(messages.get(started.turn()));
            } else if (fact instanceof TurnEvent.MessageSteered steered) {
                items.add(messages.get(steered.turn()));
            } else if (fact instanceof StepEvent.OutputCompleted said) {
                items.add(new TranscriptItem.Said(at, said.message()));
            } else if (fact instanceof StepEvent.ToolCompleted done) {
                items.add(new TranscriptItem.Answered(at, done.call(), done.tool(), done.result()));
            } else if (fact instanceof StepEvent.ContextCompacted notes) {
                noted.add(notes.stretch().through());
            }
            version =
                    fact instanceof SessionEvent.HeadMoved moved
                            ? (int) moved.to().value()
                            : version - 1;
        }
        return behind(noted.reversed(), items.reversed());
    }

    /** What comes after everything that notes stand for. */
    private static List<TranscriptItem> behind(
            List<StreamVersion> noted, List<TranscriptItem> items) {
        int from = 0;
        for (StreamVersion through : noted) {
            for (int i = from; i < items.size(); i++) {
                if (items.get(i).version().equals(through)) {
                    from = i + 1;
                    break;
                }
            }
        }
        return items.subList(from, items.size());
    }
}
