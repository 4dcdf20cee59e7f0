package dev.perdure.loop;

import dev.perdure.event.Envelope;
import dev.perdure.resolution.TurnSetup;
import dev.perdure.turn.TurnId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a session does what it does, or why it does nothing.
 *
 * @param activity of the turn that is at work or whose turn it is; of the session when none is open
 * @param queued the turns that wait for that one to end, in the order they will be run
 * @param joining the turns whose messages join that one with its next model call, if there is one
 * @param setup what the last turn that began runs with; absent when that is not known
 */
public record Explanation(
        Activity activity, List<TurnId> queued, List<TurnId> joining, @Nullable TurnSetup setup) {

    public Explanation {
        queued = List.copyOf(queued);
        joining = List.copyOf(joining);
    }

    /**
     * Explains a session that has been opened.
     *
     * @param recent its latest facts, oldest first; what lies before them is explained without its
     *     time
     * @param asked whether there ever was a turn
     */
    public static Explanation of(SessionState state, List<Envelope> recent, boolean asked) {
        List<TurnId> open = new ArrayList<>();
        state.received().toJavaList().stream()
                .sorted(Comparator.comparing(entry -> entry._2().version()))
                .forEach(entry -> open.add(entry._1()));
        Recent facts = new Recent(recent);
        Optional<TurnState> first = state.foremost();
        if (first.isEmpty()) {
            Activity nothing =
                    asked ? new Activity.Idle(facts.lastEnding()) : new Activity.Unused();
            return new Explanation(nothing, List.of(), List.of(), state.begun().setup());
        }
        open.remove(first.get().turn());
        List<TurnId> joining =
                open.stream().filter(turn -> Steering.mayJoin(state, first.get(), turn)).toList();
        open.removeAll(joining);
        return new Explanation(facts.activity(first.get()), open, joining, state.begun().setup());
    }

    /** One sentence for a person. */
    public String sentence() {
        String next =
                switch (joining.size()) {
                    case 0 -> "";
                    case 1 -> " One message joins it with its next model call.";
                    default ->
                            " " + joining.size() + " messages join it with its next model calls.";
                };
        String tail =
                switch (queued.size()) {
                    case 0 -> "";
                    case 1 -> " One more turn is queued behind it.";
                    default -> " " + queued.size() + " more turns are queued behind it.";
                };
        return ActivityWords.of(activity) + next + tail;
    }
}
