package dev.perdure.loop;

import dev.perdure.event.Event;
import dev.perdure.event.StepEvent;
import java.util.List;

/**
 * The facts chosen for an input, to be appended together or not at all. What they make due is
 * {@link TurnLoop#outstanding} of the state they evolve to.
 */
public record Decision(List<Event> facts) {

    public Decision {
        facts = List.copyOf(facts);
    }

    /**
     * The facts that record an outcome, without those that announce what is done next: those of an
     * owner who hands the turn over. The state they fold to makes the next owner announce it.
     */
    public List<Event> withoutIntents() {
        boolean opens = facts.stream().anyMatch(StepEvent.ReasonStarted.class::isInstance);
        return facts.stream().filter(fact -> !isIntent(fact, opens)).toList();
    }

    /** What an attempt that is open already waits for cannot be left out. */
    private static boolean isIntent(Event fact, boolean opens) {
        return fact instanceof StepEvent.ReasonStarted
                || fact instanceof StepEvent.OutputStarted
                || fact instanceof StepEvent.ToolStarted
                || (opens && fact instanceof StepEvent.ContextCompacting);
    }
}
