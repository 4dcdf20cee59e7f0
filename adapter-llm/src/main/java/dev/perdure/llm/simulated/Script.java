package dev.perdure.llm.simulated;

import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.json.JsonValue;
import dev.perdure.model.FinishReason;
import dev.perdure.model.Usage;
import dev.perdure.tool.ToolDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Prescribed answers, one after the other; empty when nothing is prescribed. */
record Script(List<Step> steps, OnExhausted onExhausted) {

    static final Script NONE = new Script(List.of(), OnExhausted.REPEAT_LAST);

    private static final int STEPS_MAX = 1_000;
    private static final int CALLS_MAX = 64;
    private static final Set<String> KNOWN =
            Set.of("text", "thinking", "tool_calls", "finish", "usage", "error");

    Script {
        steps = List.copyOf(steps);
    }

    static Script of(Members settings) throws MalformedSettings {
        OnExhausted onExhausted =
                settings.choice("on_exhausted", OnExhausted.class, OnExhausted.REPEAT_LAST);
        List<Step> steps = new ArrayList<>();
        for (Members step : settings.list("script", STEPS_MAX)) {
            steps.add(step(step.only(KNOWN)));
        }
        return new Script(steps, onExhausted);
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    Step step(int number) {
        int within =
                switch (onExhausted) {
                    case REPEAT_LAST -> Math.min(number, steps.size() - 1);
                    case LOOP -> number % steps.size();
                };
        return steps.get(within);
    }

    private static Step step(Members step) throws MalformedSettings {
        List<Call> calls = new ArrayList<>();
        for (Members call : step.list("tool_calls", CALLS_MAX)) {
            calls.add(call(call.only(Set.of("name", "arguments"))));
        }
        FinishReason natural = calls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
        return new Step(
                step.text("thinking"),
                step.text("text"),
                calls,
                step.choice("finish", FinishReason.class, natural),
                step.has("usage") ? usage(step.members("usage")) : null,
                step.has("error") ? ScriptedFault.of(step.members("error")) : null);
    }

    private static Call call(Members call) throws MalformedSettings {
        String name = call.text("name");
        if (!ToolDefinition.isName(name)) {
            throw MalformedSettings.notOfType(call.pathOf("name"), "the name of a tool");
        }
        Optional<JsonValue> arguments = call.object().get("arguments");
        return new Call(name, JsonText.of(arguments.orElse(JsonObject.empty())));
    }

    private static Usage usage(Members usage) throws MalformedSettings {
        usage.only(
                Set.of(
                        "input_tokens",
                        "output_tokens",
                        "cache_read_tokens",
                        "cache_creation_tokens"));
        return new Usage(
                usage.number("input_tokens", 0, Integer.MAX_VALUE),
                usage.number("output_tokens", 0, Integer.MAX_VALUE),
                usage.number("cache_read_tokens", 0, Integer.MAX_VALUE),
                usage.number("cache_creation_tokens", 0, Integer.MAX_VALUE));
    }

    /** What follows when every step was played. */
    enum OnExhausted {
        REPEAT_LAST,
        LOOP
    }

    /** One prescribed answer. */
    record Step(
            String thinking,
            String text,
            List<Call> calls,
            FinishReason finish,
            @Nullable Usage usage,
            @Nullable ScriptedFault fault) {}

    /** One prescribed tool call. */
    record Call(String tool, JsonText arguments) {}
}
