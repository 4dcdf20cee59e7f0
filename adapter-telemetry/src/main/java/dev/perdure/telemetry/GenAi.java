package dev.perdure.telemetry;

import dev.perdure.model.ModelRef;
import dev.perdure.model.Usage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The names that OpenTelemetry's conventions for generative AI have for what the log says. They are
 * still under development; this is the one place that changes with them.
 */
final class GenAi {

    /** The release of the conventions whose names these are. */
    static final String CONVENTIONS = "1.43.0";

    static final String CHAT = "chat";
    static final String EXECUTE_TOOL = "execute_tool";
    static final String INVOKE_AGENT = "invoke_agent";

    static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
    static final AttributeKey<String> REQUEST_MODEL =
            AttributeKey.stringKey("gen_ai.request.model");
    static final AttributeKey<List<String>> FINISH_REASONS =
            AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");
    static final AttributeKey<Double> FIRST_CHUNK =
            AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk");
    static final AttributeKey<String> CONVERSATION =
            AttributeKey.stringKey("gen_ai.conversation.id");
    static final AttributeKey<String> AGENT_ID = AttributeKey.stringKey("gen_ai.agent.id");
    static final AttributeKey<String> AGENT_NAME = AttributeKey.stringKey("gen_ai.agent.name");
    static final AttributeKey<String> AGENT_VERSION =
            AttributeKey.stringKey("gen_ai.agent.version");
    static final AttributeKey<String> TOOL_NAME = AttributeKey.stringKey("gen_ai.tool.name");
    static final AttributeKey<String> TOOL_CALL = AttributeKey.stringKey("gen_ai.tool.call.id");
    static final AttributeKey<String> TOOL_TYPE = AttributeKey.stringKey("gen_ai.tool.type");
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    static final AttributeKey<String> INPUT_MESSAGES =
            AttributeKey.stringKey("gen_ai.input.messages");
    static final AttributeKey<String> OUTPUT_MESSAGES =
            AttributeKey.stringKey("gen_ai.output.messages");
    static final AttributeKey<String> TOOL_ARGUMENTS =
            AttributeKey.stringKey("gen_ai.tool.call.arguments");
    static final AttributeKey<String> TOOL_RESULT =
            AttributeKey.stringKey("gen_ai.tool.call.result");

    /** What the conventions have no word for. */
    static final AttributeKey<String> TURN = AttributeKey.stringKey("perdure.turn.id");

    static final AttributeKey<String> ORGANISATION =
            AttributeKey.stringKey("perdure.organisation.id");
    static final AttributeKey<Long> STEP = AttributeKey.longKey("perdure.step");
    static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("perdure.attempt");
    static final AttributeKey<String> END = AttributeKey.stringKey("perdure.turn.end");
    static final AttributeKey<Long> STEPS = AttributeKey.longKey("perdure.turn.steps");
    static final AttributeKey<String> FROM = AttributeKey.stringKey("perdure.model.from");
    static final AttributeKey<String> TO = AttributeKey.stringKey("perdure.model.to");
    static final AttributeKey<String> REDUCTION = AttributeKey.stringKey("perdure.reduction");
    static final String MODEL_SWITCHED = "perdure.model_switched";
    static final String CONTEXT_REDUCED = "perdure.context_reduced";
    static final String MODEL_NOT_CALLED = "perdure.model_not_called";
    static final AttributeKey<String> PURPOSE = AttributeKey.stringKey("perdure.purpose");
    static final String COMPACTION = "compaction";

    private static final AttributeKey<Long> INPUT_TOKENS =
            AttributeKey.longKey("gen_ai.usage.input_tokens");
    private static final AttributeKey<Long> OUTPUT_TOKENS =
            AttributeKey.longKey("gen_ai.usage.output_tokens");
    private static final AttributeKey<Long> CACHE_READ =
            AttributeKey.longKey("gen_ai.usage.cache_read.input_tokens");
    private static final AttributeKey<Long> CACHE_CREATION =
            AttributeKey.longKey("gen_ai.usage.cache_creation.input_tokens");

    private static final AttributeKey<Long> REASONING =
            AttributeKey.longKey("gen_ai.usage.reasoning.output_tokens");

    private static final AttributeKey<Double> COST =
            AttributeKey.doubleKey("perdure.usage.cost_usd");

    private static final String OTHER = "_OTHER";
    private static final String SIMULATED = "simulated";

    private GenAi() {}

    /** A name of a span: what is done, and with what where that is known. */
    static String spanName(String operation, String subject) {
        return subject.isEmpty() ? operation : operation + " " + subject;
    }

    /** The model as its provider names it. */
    static String model(ModelRef model) {
        return model.name().substring(model.name().indexOf('/') + 1);
    }

    /** Who is asked: what the account goes by among these names, else its own. */
    static String provider(ModelRef model, Map<String, String> names) {
        int slash = model.name().indexOf('/');
        if (slash < 0) {
            return model.name().startsWith(SIMULATED) ? SIMULATED : OTHER;
        }
        String account = model.name().substring(0, slash);
        return names.getOrDefault(account, account);
    }

    /** Tokens as the conventions count them: what a cache served or stored is input, too. */
    static Attributes usage(Usage usage) {
        if (usage.equals(Usage.NONE)) {
            return Attributes.empty();
        }
        AttributesBuilder all =
                Attributes.builder()
                        .put(
                                INPUT_TOKENS,
                                usage.input() + usage.cacheRead() + usage.cacheCreation())
                        .put(OUTPUT_TOKENS, usage.output());
        if (usage.cacheRead() > 0) {
            all.put(CACHE_READ, usage.cacheRead());
        }
        if (usage.cacheCreation() > 0) {
            all.put(CACHE_CREATION, usage.cacheCreation());
        }
        if (usage.reasoning() != null) {
            all.put(REASONING, usage.reasoning());
        }
        if (usage.cost() != null) {
            all.put(COST, usage.cost().usd().doubleValue());
        }
        return all.build();
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
