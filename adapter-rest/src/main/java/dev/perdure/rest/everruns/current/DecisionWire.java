package dev.perdure.rest.everruns.current;

import dev.perdure.event.StepEvent;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.everruns.wire.Fields;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.rest.everruns.wire.WireList;
import dev.perdure.rest.everruns.wire.WireTime;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.tool.RuledBy;
import dev.perdure.tool.Ruling;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decisions on tool calls whose outcome is unknown: asked for, made, and told. */
final class DecisionWire {

    /** What is made of unknown outcomes, as a member of an agent. */
    static final String POLICY = "unknown_outcome_policy";

    private static final String RERUN = "rerun";
    private static final String RESULT = "result";
    private static final String FAIL_TO_MODEL = "fail_to_model";

    private static final JsonArray DECISIONS =
            WireList.strings(List.of(RERUN, RESULT, FAIL_TO_MODEL));

    private DecisionWire() {}

    static JsonObject asked(StepEvent.RulingRequested asked) {
        return JsonObject.builder()
                .put("turn_id", WireId.TURN.write(asked.turn().value()))
                .put("tool_call_id", asked.call().value())
                .put("tool_name", asked.tool())
                .put("decisions", DECISIONS)
                .put("asked_at", WireTime.write(asked.askedAt()))
                .build();
    }

    static JsonObject delegated(StepEvent.ToolDelegated delegated) {
        return JsonObject.builder()
                .put("turn_id", WireId.TURN.write(delegated.turn().value()))
                .put("tool_call_id", delegated.call().value())
                .put("tool_name", delegated.tool())
                .put("subagent_session_id", WireId.SESSION.write(delegated.task().value()))
                .put("delegated_at", WireTime.write(delegated.delegatedAt()))
                .build();
    }

    static JsonObject ruled(StepEvent.OutcomeRuled ruled) {
        return JsonObject.builder()
                .put("turn_id", WireId.TURN.write(ruled.turn().value()))
                .put("tool_call_id", ruled.call().value())
                .put("tool_name", ruled.tool())
                .put("decision", decision(ruled.ruling()))
                .put("decided_by", by(ruled.by()))
                .put("decided_at", WireTime.write(ruled.ruledAt()))
                .build();
    }

    /** What a request decides. */
    static Verdict verdict(Fields body) {
        String decision = body.string("decision").orElseThrow(() -> body.missing("decision"));
        Optional<JsonValue> result = body.value("result");
        Optional<String> error = body.string("error");
        boolean told = result.isPresent() || error.isPresent();
        return switch (decision) {
            case RERUN -> untold(told, new Verdict.RunAgain());
            case FAIL_TO_MODEL -> untold(told, new Verdict.TellModel());
            case RESULT -> {
                if (result.isPresent() == error.isPresent()) {
                    throw RequestProblems.invalid(
                            RESULT, "either it or an error is required with this decision.");
                }
                yield new Verdict.TakeResult(
                        error.isPresent()
                                ? ToolResult.error(error.get())
                                : ToolResult.success(text(result.orElseThrow())));
            }
            default ->
                    throw RequestProblems.invalid(
                            "decision", "must be rerun, result or fail_to_model.");
        };
    }

    private static Verdict untold(boolean told, Verdict verdict) {
        if (told) {
            throw RequestProblems.invalid(RESULT, "goes with the decision result alone.");
        }
        return verdict;
    }

    private static String text(JsonValue result) {
        return result instanceof JsonString string ? string.value() : result.toJson();
    }

    /** The policy an agent's document names; absent when it leaves that to the harness. */
    static @Nullable OutcomePolicy policy(Fields body) {
        Optional<String> word = body.string(POLICY);
        if (word.isEmpty()) {
            return null;
        }
        for (OutcomePolicy policy : OutcomePolicy.values()) {
            if (word(policy).equals(word.get())) {
                return policy;
            }
        }
        throw RequestProblems.invalid(POLICY, "must be ask, fail_to_model or rerun.");
    }

    static String word(OutcomePolicy policy) {
        return policy.name().toLowerCase(Locale.ROOT);
    }

    private static String decision(Ruling ruling) {
        return switch (ruling) {
            case RUN_AGAIN -> RERUN;
            case TAKE_RESULT -> RESULT;
            case TELL_MODEL -> FAIL_TO_MODEL;
        };
    }

    private static String by(RuledBy by) {
        return switch (by) {
            case PROBE -> "tool";
            case POLICY -> "policy";
            case CLIENT -> "client";
        };
    }
}
