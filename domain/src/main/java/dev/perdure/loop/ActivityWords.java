package dev.perdure.loop;

import dev.perdure.loop.OpenCall.Place;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in one sentence what a session is doing. */
final class ActivityWords {

    private ActivityWords() {}

    static String of(Activity activity) {
        return switch (activity) {
            case Activity.Unused ignored -> "Nothing was asked of this session yet.";
            case Activity.Idle idle -> idle(idle.last());
            case Activity.Due due ->
                    "The turn is due" + since(due.since()) + " and waits for a node with a place.";
            case Activity.Advancing turn ->
                    "The turn is about to go on in step " + turn.step().value() + ".";
            case Activity.CallingModel call ->
                    "The turn is in step "
                            + call.step().value()
                            + " and waits for the model "
                            + call.model().name()
                            + since(call.since())
                            + ", at attempt "
                            + call.attempt().value()
                            + ".";
            case Activity.Summarising notes ->
                    "The turn is summarising the older part of the conversation, which is too long"
                            + " for the model "
                            + notes.model().name()
                            + since(notes.since())
                            + ", and then goes on in step "
                            + notes.step().value()
                            + ".";
            case Activity.BackingOff wait ->
                    "The turn calls the model again at "
                            + seconds(wait.until())
                            + ": attempt "
                            + wait.failed().value()
                            + " of step "
                            + wait.step().value()
                            + " failed."
                            + (wait.why().isEmpty() ? "" : " " + wait.why());
            case Activity.RunningTools run ->
                    "The turn is in step " + run.step().value() + " and " + all(run.calls()) + ".";
            case Activity.AwaitingClient wait ->
                    "Nothing runs: the turn, in step "
                            + wait.step().value()
                            + ", "
                            + all(wait.calls())
                            + ".";
            case Activity.AwaitingPerson wait ->
                    "Nothing runs: the turn, in step "
                            + wait.step().value()
                            + ", "
                            + all(wait.calls())
                            + ".";
            case Activity.Stopping stop ->
                    "The turn was asked to stop and ends as soon as its owner hears of it: "
                            + stop.reason();
        };
    }

    private static String idle(Activity.@Nullable Ending last) {
        if (last == null) {
            return "Every turn has ended.";
        }
        String how = last.how().equals("sealed") ? "was stopped" : last.how();
        String verb = last.how().equals("cancelled") ? "was cancelled" : how;
        return "Every turn has ended; the last one "
                + verb
                + " at "
                + seconds(last.at())
                + (last.why().isEmpty() ? "." : ": " + last.why());
    }

    /** What is done about the calls, place by place. */
    private static String all(List<OpenCall> calls) {
        List<String> parts = new ArrayList<>();
        for (Place place : Place.values()) {
            List<String> names = new ArrayList<>();
            for (OpenCall call : calls) {
                if (call.place() == place) {
                    names.add(name(call));
                }
            }
            if (!names.isEmpty()) {
                parts.add(place.doing() + " " + String.join(", ", names));
            }
        }
        return String.join(", and ", parts);
    }

    private static String name(OpenCall call) {
        String again = call.attempt() > 1 ? ", attempt " + call.attempt() : "";
        return call.tool() + " (" + call.call().value() + again + since(call.since()) + ")";
    }

    private static String since(@Nullable Instant time) {
        return time == null ? "" : " since " + seconds(time);
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
