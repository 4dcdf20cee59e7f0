package dev.perdure.loop;

import dev.perdure.event.Event;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.ToolStatus;
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
                items.add(
                        new TranscriptItem.Answered(
                                at, done.call(), done.tool(), told(facts, version, done)));
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

    /** Whoever changed the arguments of the call did so in the step that it is of. */
    private static ToolResult told(List<Event> facts, int version, StepEvent.ToolCompleted done) {
        ToolResult result = done.result();
        for (int i = version - 1; i > 0; i--) {
            if (facts.get(i - 1) instanceof StepEvent.ActStarted act
                    && act.turn().equals(done.turn())) {
                return result;
            }
            if (facts.get(i - 1) instanceof StepEvent.ApprovalDecided decided
                    && decided.turn().equals(done.turn())
                    && decided.call().equals(done.call())
                    && decided.edited() != null) {
                String note =
                        "[A person changed the arguments of this call before it ran. It ran with: "
                                + decided.edited().text()
                                + "]\n";
                boolean good = result.status() == ToolStatus.SUCCESS;
                return new ToolResult(
                        result.status(),
                        good ? note + result.output() : result.output(),
                        good ? result.error() : note + result.error());
            }
        }
        return result;
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
