package dev.perdure.loop;

import dev.perdure.event.Event;
import java.util.List;

/**
 * The facts chosen for an input, to be appended together or not at all. What they make due is
 * {@link TurnLoop#outstanding} of the state they evolve to.
 */
public record Decision(List<Event> facts) {

    public Decision {
        facts = List.copyOf(facts);
    }
}
