package dev.perdure.llm.simulated;

import dev.perdure.model.FinishReason;
import dev.perdure.model.Usage;
import dev.perdure.tool.ToolCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated model is going to say.
 *
 * @param usage absent means it is to be estimated
 * @param fault absent means the call succeeds
 * @param pace absent means that of the settings
 */
record Answer(
        String thinking,
        String text,
        List<ToolCall> calls,
        FinishReason finish,
        @Nullable Usage usage,
        @Nullable ScriptedFault fault,
        @Nullable Pace pace) {}
