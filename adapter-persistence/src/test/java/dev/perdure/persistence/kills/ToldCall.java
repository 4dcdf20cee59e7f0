package dev.perdure.persistence.kills;

import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.log.Selection;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StepEvent;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.Ruling;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.ToolStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a log tells of one call. */
final class ToldCall {

    private static final int PAGE = 1000;

    private final String tool;
    private int announced;
    private int inDoubt;
    private int ruledToRunAgain;
    private @Nullable ToolResult result;

    private ToldCall(String tool) {
        this.tool = tool;
    }

    /** All calls of a session that were announced. */
    static Map<Counted.Place, ToldCall> all(EventReader log, SessionKey session) {
        Map<Counted.Place, ToldCall> calls = new LinkedHashMap<>();
        for (Envelope envelope : facts(log, session)) {
            switch (envelope.entry()) {
                case StepEvent.ToolStarted started ->
                        calls.computeIfAbsent(
                                        place(session, started, started.call().id()),
                                        place -> new ToldCall(started.call().name()))
                                .announced++;
                case StepEvent.ToolOutcomeUnknown unknown ->
                        calls.get(place(session, unknown, unknown.call())).inDoubt++;
                case StepEvent.OutcomeRuled ruled ->
                        calls.get(place(session, ruled, ruled.call())).take(ruled.ruling());
                case StepEvent.ToolCompleted completed ->
                        calls.get(place(session, completed, completed.call())).result =
                                completed.result();
                default -> {
                    // Tells nothing of a call.
                }
            }
        }
        return calls;
    }

    private static List<Envelope> facts(EventReader log, SessionKey session) {
        List<Envelope> all = new ArrayList<>();
        List<Envelope> page;
        do {
            Offset after = all.isEmpty() ? Offset.START : all.getLast().offset();
            page = log.read(session, after, PAGE, Selection.FACTS);
            all.addAll(page);
        } while (!page.isEmpty());
        return all;
    }

    private static Counted.Place place(SessionKey session, StepEvent fact, ToolCallId call) {
        return new Counted.Place(session.id().value(), fact.turn().value(), call.value());
    }

    private void take(Ruling ruling) {
        ruledToRunAgain += ruling == Ruling.RUN_AGAIN ? 1 : 0;
    }

    String tool() {
        return tool;
    }

    int announced() {
        return announced;
    }

    /** How often nobody knew what had become of it. */
    int inDoubt() {
        return inDoubt;
    }

    int ruledToRunAgain() {
        return ruledToRunAgain;
    }

    boolean succeeded() {
        return result != null && result.succeeded();
    }

    /** Whether its model was told that nobody knows. */
    boolean isUnknown() {
        return result != null && result.status() == ToolStatus.UNKNOWN;
    }
}
