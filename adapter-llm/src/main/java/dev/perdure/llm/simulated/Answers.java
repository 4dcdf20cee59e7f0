package dev.perdure.llm.simulated;

import dev.perdure.engine.model.ModelRequest;
import dev.perdure.json.JsonText;
import dev.perdure.loop.Digest;
import dev.perdure.model.FinishReason;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolDefinition;
import java.util.ArrayList;
import java.util.List;

/** Decides what a simulated model says: what its script prescribes, else something of its own. */
record Answers(FaultLedger faults) {

    Answer to(ModelRequest request, Profile profile, Settings settings) {
        Conversation conversation = Conversation.of(request.transcript());
        if (request.instructions().equals(Digest.INSTRUCTIONS)) {
            String notes = Prose.notes(conversation.question());
            return new Answer("", notes, List.of(), FinishReason.STOP, null, null, null);
        }
        return settings.script().isEmpty()
                ? improvised(request, settings, conversation)
                : scripted(profile, settings.script(), conversation);
    }

    private Answer scripted(Profile profile, Script script, Conversation conversation) {
        Script.Step step = script.step(conversation.agentMessages());
        List<ToolCall> calls = new ArrayList<>();
        for (Script.Call call : step.calls()) {
            calls.add(call(conversation, calls.size(), call.tool(), call.arguments()));
        }
        FaultLedger.Place place =
                new FaultLedger.Place(
                        profile.model().name(),
                        conversation.questionId(),
                        conversation.agentMessages());
        ScriptedFault fault = step.fault();
        boolean fails = fault != null && faults.isAmongTheFirst(fault.times(), place);
        return new Answer(
                step.thinking(),
                step.text(),
                calls,
                step.finish(),
                step.usage(),
                fails ? fault : null,
                step.pace());
    }

    private static Answer improvised(
            ModelRequest request, Settings settings, Conversation conversation) {
        if (!conversation.results().isEmpty()) {
            return spoken(Prose.summary(conversation.results()), settings);
        }
        List<ToolDefinition> wanted = ToolChoice.of(conversation.question(), request.tools());
        if (wanted.isEmpty()) {
            return spoken(Prose.reply(request, conversation), settings);
        }
        List<ToolCall> calls = new ArrayList<>();
        for (ToolDefinition tool : wanted) {
            TextValues values = new TextValues(conversation.question(), tool.name());
            JsonText arguments =
                    JsonText.of(new SchemaValues(tool.parameters(), values).arguments());
            calls.add(call(conversation, calls.size(), tool.name(), arguments));
        }
        return new Answer(
                "", Prose.announcement(wanted), calls, FinishReason.TOOL_CALLS, null, null, null);
    }

    private static Answer spoken(String text, Settings settings) {
        String full = settings.words() > 0 ? Prose.ofLength(text, settings.words()) : text;
        return new Answer("", full, List.of(), FinishReason.STOP, null, null, null);
    }

    /**
     * A call whose id no other step of the session has, and a repetition of this step has again.
     */
    private static ToolCall call(
            Conversation conversation, int number, String tool, JsonText arguments) {
        String id =
                "call_"
                        + conversation.agentMessages()
                        + "_"
                        + number
                        + "_"
                        + Long.toHexString(conversation.lastVersion());
        return new ToolCall(new ToolCallId(id), tool, arguments);
    }
}
