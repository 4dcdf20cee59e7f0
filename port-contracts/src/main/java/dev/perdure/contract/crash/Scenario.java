package dev.perdure.contract.crash;

import dev.perdure.event.TurnEvent;
import java.util.List;

/**
 * What a client does, act by act.
 *
 * @param sentence its name
 * @param end how the first turn ends when nothing goes wrong
 * @param messages that the log holds in the end
 */
record Scenario(
        String sentence,
        Setting setting,
        List<Act> acts,
        Class<? extends TurnEvent.Whole> end,
        int messages) {

    Scenario {
        acts = List.copyOf(acts);
    }

    /** A scenario with one message whose turn completes. */
    static Scenario of(String sentence, Act... acts) {
        return new Scenario(
                sentence, Setting.USUAL, List.of(acts), TurnEvent.TurnCompleted.class, 1);
    }

    Scenario in(Setting other) {
        return new Scenario(sentence, other, acts, end, messages);
    }

    Scenario endsIn(Class<? extends TurnEvent.Whole> other) {
        return new Scenario(sentence, setting, acts, other, messages);
    }

    Scenario holds(int count) {
        return new Scenario(sentence, setting, acts, end, count);
    }

    /** Whether nothing is left of the session in the end. */
    boolean leavesNothing() {
        return messages == 0;
    }

    @Override
    public String toString() {
        return sentence;
    }
}
