package dev.perdure.persistence.codec;

import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.model.Cost;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.ModelRef;
import dev.perdure.model.NextMove;
import dev.perdure.model.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Names, usage and failures of models. */
final class ModelJson {

    private ModelJson() {}

    static ModelRef ref(Fields in, String name) {
        return new ModelRef(in.text(name));
    }

    /** Models in order; left out when there are none. */
    static Optional<JsonValue> refs(List<ModelRef> models) {
        return models.isEmpty()
                ? Optional.empty()
                : Optional.of(Values.texts(models.stream().map(ModelRef::name).toList()));
    }

    static List<ModelRef> refs(Fields in, String name) {
        return in.has(name) ? in.texts(name).stream().map(ModelRef::new).toList() : List.of();
    }

    static JsonObject usage(Usage usage) {
        return JsonObject.builder()
                .put("input", usage.input())
                .put("output", usage.output())
                .put("cache_read", usage.cacheRead())
                .put("cache_creation", usage.cacheCreation())
                .putIfPresent(
                        "reasoning",
                        Optional.ofNullable(usage.reasoning())
                                .map(tokens -> new JsonNumber(Long.toString(tokens))))
                .putIfPresent(
                        "cost",
                        Optional.ofNullable(usage.cost())
                                .map(cost -> new JsonString(cost.usd().toPlainString())))
                .build();
    }

    static Usage usage(Fields in) {
        return new Usage(
                in.number("input"),
                in.number("output"),
                in.number("cache_read"),
                in.number("cache_creation"),
                in.orNull("reasoning", Fields::number),
                in.orNull("cost", ModelJson::cost));
    }

    /** Of a decimal number of any length, which is why it is a text. */
    private static Cost cost(Fields in, String name) {
        return new Cost(new BigDecimal(in.text(name)));
    }

    static JsonObject failure(ModelFailure failure) {
        return JsonObject.builder()
                .put("kind", Values.constant(failure.kind()))
                .put("next_move", nextMove(failure.nextMove()))
                .put("detail", failure.detail())
                .build();
    }

    static ModelFailure failure(Fields in) {
        return new ModelFailure(
                in.constant("kind", FailureKind.class),
                nextMove(in.fields("next_move")),
                in.text("detail"));
    }

    private static JsonObject nextMove(NextMove move) {
        return switch (move) {
            case NextMove.RetryNow ignored -> named("retry_now");
            case NextMove.RetryAfter after ->
                    JsonObject.builder()
                            .put("move", "retry_after")
                            .put("delay", Values.text(after.delay()))
                            .build();
            case NextMove.BackOff ignored -> named("back_off");
            case NextMove.UseOtherModel ignored -> named("use_other_model");
            case NextMove.Shrink ignored -> named("shrink");
            case NextMove.GiveUp ignored -> named("give_up");
        };
    }

    private static JsonObject named(String move) {
        return JsonObject.builder().put("move", move).build();
    }

    private static NextMove nextMove(Fields in) {
        return switch (in.text("move")) {
            case "retry_now" -> new NextMove.RetryNow();
            case "retry_after" -> new NextMove.RetryAfter(in.duration("delay"));
            case "back_off" -> new NextMove.BackOff();
            case "use_other_model" -> new NextMove.UseOtherModel();
            case "shrink" -> new NextMove.Shrink();
            case "give_up" -> new NextMove.GiveUp();
            default -> throw in.unknown("move");
        };
    }
}
