package dev.perdure.service.proof;

import dev.perdure.service.proof.harness.Frame;
import java.util.Set;
import java.util.function.Predicate;

/** Recognises the frame after which a number of turns is over and the session rests. */
final class TurnEnds implements Predicate<Frame> {

    private static final Set<String> ENDS =
            Set.of("turn.completed", "turn.failed", "turn.cancelled");

    private final int turns;
    private int ended;

    TurnEnds(int turns) {
        this.turns = turns;
    }

    @Override
    public boolean test(Frame frame) {
        if (ENDS.contains(frame.event())) {
            ended++;
        }
        return ended >= turns && frame.event().equals("session.idled");
    }
}
