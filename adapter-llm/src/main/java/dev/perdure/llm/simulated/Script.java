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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prescribed answers, one after the other; empty when nothing is prescribed. */
record Script(List<Step> steps, OnExhausted onExhausted) {

    static final Script NONE = new Script(List.of(), OnExhausted.REPEAT_LAST);

    private static final int STEPS_MAX = 1_000;
    private static final int CALLS_MAX = 64;
    private static final Set<String> KNOWN =
            Stream.concat(
                            Stream.of("text", "thinking", "tool_calls", "finish", "usage", "error"),
                            PaceSettings.MEMBERS.stream())
                    .collect(Collectors.toUnmodifiableSet());

    Script {
        steps = List.copyOf(steps);
    }

    /**
     * @param pace of steps that have none of their own
     */
    static Script of(Members settings, Pace pace) throws MalformedSettings {
        OnExhausted onExhausted =
                settings.choice("on_exhausted", OnExhausted.class, OnExhausted.REPEAT_LAST);
        List<Step> steps = new ArrayList<>();
        for (Members step : settings.list("script", STEPS_MAX)) {
            steps.add(step(step.only(KNOWN), pace));
        }
        return new Script(steps, onExhausted);
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    Step step(int number) {
        return switch (onExhausted) {
            case REPEAT_LAST -> steps.get(Math.min(number, steps.size() - 1));
            case LOOP -> steps.get(number % steps.size());
            case ERROR -> number < steps.size() ? steps.get(number) : steps.getLast().exhausted();
        };
    }

    private static Step step(Members step, Pace pace) throws MalformedSettings {
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
                step.has("error") ? ScriptedFault.of(step.members("error")) : null,
                PaceSettings.read(step, pace));
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
                        "cache_creation_tokens",
                        "reasoning_tokens"));
        Usage counted =
                new Usage(
                        usage.number("input_tokens", 0, Integer.MAX_VALUE),
                        usage.number("output_tokens", 0, Integer.MAX_VALUE),
                        usage.number("cache_read_tokens", 0, Integer.MAX_VALUE),
                        usage.number("cache_creation_tokens", 0, Integer.MAX_VALUE));
        return usage.object().get("reasoning_tokens").isEmpty()
                ? counted
                : counted.reasoning(usage.number("reasoning_tokens", 0, (int) counted.output()));
    }

    /** What follows when every step was played. */
    enum OnExhausted {
        REPEAT_LAST,
        LOOP,
        ERROR
    }

    /** One prescribed answer. */
    record Step(
            String thinking,
            String text,
            List<Call> calls,
            FinishReason finish,
            @Nullable Usage usage,
            @Nullable ScriptedFault fault,
            Pace pace) {

        /** What a script that is over answers when it is not to go on. */
        Step exhausted() {
            return new Step(
                    "",
                    "",
                    List.of(),
                    FinishReason.STOP,
                    null,
                    ScriptedFault.always(
                            "The script of the simulated model has no further answer."),
                    pace);
        }
    }

    /** One prescribed tool call. */
    record Call(String tool, JsonText arguments) {}
}
