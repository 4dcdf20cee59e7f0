package dev.perdure.loop;

import dev.perdure.json.JsonText;
import dev.perdure.tool.ToolResult;
import java.util.ArrayList;
import java.util.List;

/**
 * How many steps in a row made the same calls with the same results. A turn that does so goes
 * nowhere.
 *
 * @param last what the calls of the last step came to, in their order
 */
public record Repetition(List<Came> last, int times) {

    public static final Repetition NONE = new Repetition(List.of(), 0);

    public Repetition {
        last = List.copyOf(last);
    }

    /** After a step whose calls came to this. */
    Repetition after(List<CallState> calls) {
        List<Came> came = new ArrayList<>();
        for (CallState call : calls) {
            if (call instanceof CallState.Done done) {
                came.add(
                        new Came(
                                done.planned().call().name(),
                                done.planned().call().arguments(),
                                done.result()));
            }
        }
        return new Repetition(came, came.equals(last) ? times + 1 : 1);
    }

    /** What one call came to. */
    public record Came(String tool, JsonText arguments, ToolResult result) {}
}
