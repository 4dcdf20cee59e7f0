package dev.perdure.contract.invariant;

import dev.perdure.engine.tool.ToolContext;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.turn.TurnId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What tools have done, held against the log; outlives every node. */
public final class ToolBook {

    private final LogChecker checker;
    private final Map<Place, IdempotencyKey> keys = new HashMap<>();
    private final Map<Place, Integer> runs = new HashMap<>();
    private final Map<Place, Integer> effects = new HashMap<>();
    private int repeated;
    private int done;

    public ToolBook(LogChecker checker) {
        this.checker = checker;
    }

    /** Notes that a run begins; the log has to have said so before. */
    public void begin(ToolCall call, ToolContext context) {
        Place place = Place.of(call, context);
        IdempotencyKey before = keys.putIfAbsent(place, context.key());
        if (before != null && !before.equals(context.key())) {
            throw new Violation("the runs of " + place + " have two keys");
        }
        int count = runs.merge(place, 1, Integer::sum);
        if (count > 1) {
            repeated++;
        }
        int announced = checker.history(context.session()).announced(context.turn(), call.id());
        if (count > announced) {
            throw new Violation(
                    "run " + count + " of " + place + " began, the log knows of " + announced);
        }
    }

    /**
     * Notes the effect of a tool that does something at every run; twice only if somebody said so.
     */
    public void act(ToolCall call, ToolContext context) {
        Place place = Place.of(call, context);
        done++;
        int count = effects.merge(place, 1, Integer::sum);
        int wanted = 1 + checker.history(context.session()).ruledToRunAgain(place.call());
        if (count > wanted) {
            throw new Violation(
                    "an effect without a key happened twice, and nobody had said so: " + place);
        }
    }

    /** Notes the effect of a tool that does something once for each key. */
    public void actOnce(ToolCall call, ToolContext context) {
        if (effects.put(Place.of(call, context), 1) == null) {
            done++;
        }
    }

    public boolean hasHappened(SessionKey session, TurnId turn, ToolCallId call) {
        return effects.containsKey(new Place(session, new SessionHistory.Call(turn, call)));
    }

    /** Runs that were not the first of their call. */
    public int repeated() {
        return repeated;
    }

    /** How often a tool did something. */
    public int effects() {
        return done;
    }

    /**
     * Compares with what the log of a session says was done.
     *
     * @param acting the tools that do something
     */
    public void compare(SessionKey session, Set<String> acting) {
        checker.history(session)
                .succeeded()
                .forEach((call, tool) -> {
                    Place place = new Place(session, call);
                    if (acting.contains(tool) && !effects.containsKey(place)) {
                        throw new Violation("the log says it was done, and it was not: " + place);
                    }
                });
    }

    private record Place(SessionKey session, SessionHistory.Call call) {

        static Place of(ToolCall call, ToolContext context) {
            return new Place(context.session(), new SessionHistory.Call(context.turn(), call.id()));
        }
    }
}
