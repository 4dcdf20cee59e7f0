package dev.perdure.rest.everruns.current;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The event names a filter may mention: those this dialect has, those only other servers send, and
 * those of earlier generations, which old clients still name.
 */
final class EventTypes {

    static final String OUTPUT_DELTA = "output.message.delta";
    static final String THINKING_DELTA = "reason.thinking.delta";

    private static final List<String> CURRENT =
            List.of(
                    "input.message",
                    "input.message.queued",
                    "input.message.steered",
                    "input.message.interrupted",
                    "output.message.started",
                    OUTPUT_DELTA,
                    "output.message.replaced",
                    "output.message.completed",
                    "turn.started",
                    "turn.completed",
                    "turn.failed",
                    "turn.cancelled",
                    "turn.sealed",
                    "turn.cancel_requested",
                    "reason.started",
                    "reason.completed",
                    "reason.recovered",
                    "reason.failover",
                    "reason.thinking.started",
                    THINKING_DELTA,
                    "reason.thinking.completed",
                    "reason.item",
                    "act.started",
                    "act.completed",
                    "tool.started",
                    "tool.progress",
                    "tool.output.delta",
                    "tool.completed",
                    "tool.call_requested",
                    "tool.call_repaired",
                    "tool.hosted_call",
                    "tool.approval_requested",
                    "tool.approval_decided",
                    "tool.outcome_unknown",
                    "tool.delegated",
                    "tool.decision_requested",
                    "tool.decided",
                    "transcript.repaired",
                    "capability.usage",
                    "llm.generation",
                    "session.started",
                    "session.activated",
                    "session.idled",
                    "session.head_moved",
                    "session.title.updated",
                    "session.settings_changed",
                    "session.model.changed",
                    "schedule.triggered",
                    "task.created",
                    "task.updated",
                    "task.message.sent",
                    "task.message.received",
                    "context.reduced",
                    "context.compacting",
                    "context.compacted",
                    "context.compaction.skipped",
                    "context.compaction.failed",
                    "file.written",
                    "budget.warning",
                    "budget.paused",
                    "budget.exhausted",
                    "budget.resumed",
                    "voice.session.started",
                    "voice.input_transcript.delta",
                    "voice.output_transcript.delta",
                    "voice.input_transcript.completed",
                    "voice.output_transcript.completed",
                    "voice.session.ended",
                    "voice.session.failed",
                    "subagent.started",
                    "subagent.completed",
                    "subagent.failed");

    private static final List<String> EARLIER =
            List.of(
                    "message.user",
                    "message.agent",
                    "message.assistant",
                    "message.tool_call",
                    "message.tool_result",
                    "message.delta",
                    "message.created",
                    "checkpoint",
                    "LoopStarted",
                    "LoopCompleted",
                    "LoopError",
                    "IterationStarted",
                    "IterationCompleted",
                    "LlmCallStarted",
                    "LlmCallCompleted",
                    "TextDelta",
                    "ToolExecutionStarted",
                    "ToolExecutionCompleted",
                    "step.started",
                    "step.finished",
                    "session.completed",
                    "session.failed",
                    "session.finished",
                    "session.error",
                    "text.start",
                    "text.delta",
                    "text.end",
                    "tool.call.start",
                    "tool.call.args",
                    "tool.call.end",
                    "tool.result",
                    "tool.call_started",
                    "tool.call_completed",
                    "input.received",
                    "connected",
                    "disconnecting",
                    "unknown");

    private static final Set<String> KNOWN = all();

    private EventTypes() {}

    static Set<String> known() {
        return KNOWN;
    }

    private static Set<String> all() {
        Set<String> known = new HashSet<>(CURRENT);
        known.addAll(EARLIER);
        return Set.copyOf(known);
    }
}
