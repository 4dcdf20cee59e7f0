package dev.perdure.engine.schedule;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.engine.store.Window;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.json.JsonValue;
import dev.perdure.refusal.Refusal;
import dev.perdure.schedule.Recurrence;
import dev.perdure.schedule.Schedule;
import dev.perdure.schedule.ScheduleId;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolResult;
import io.vavr.control.Either;
import java.util.List;
import java.util.UUID;

/**
 * The capability {@code session_schedule}: a session schedules messages to itself. What it makes is
 * made once for each call, because the id follows from the call's key; when the store cannot be
 * reached, nobody knows what became of a call, and it may be run again.
 */
public final class ScheduleTools implements ToolRunner {

    public static final CapabilityId CAPABILITY = new CapabilityId("session_schedule");

    private static final Window ALL = new Window(0, Window.LIMIT_MAX);

    private final ScheduleCases schedules;

    public ScheduleTools(ScheduleCases schedules) {
        this.schedules = schedules;
    }

    @Override
    public List<Capability> capabilities() {
        return List.of(ScheduleToolDefinitions.CAPABILITY);
    }

    @Override
    public ToolResult run(CapabilityId capability, ToolCall call, ToolContext context) {
        if (!(call.arguments().value() instanceof JsonObject arguments)) {
            return ToolResult.error("The arguments of " + call.name() + " are not an object.");
        }
        try {
            return switch (call.name()) {
                case ScheduleToolDefinitions.CREATE ->
                        answer(
                                ScheduleArguments.draft(arguments, schedules.keep().now())
                                        .flatMap(draft ->
                                                schedules
                                                        .keep()
                                                        .create(
                                                                context.session(),
                                                                draft,
                                                                id(context.key()))));
                case ScheduleToolDefinitions.CANCEL ->
                        answer(
                                ScheduleArguments.id(arguments)
                                        .flatMap(id -> cancelled(context, id)));
                case ScheduleToolDefinitions.LIST -> list(context);
                default -> ToolResult.error("There is no tool " + call.name() + ".");
            };
        } catch (StoreUnavailable outage) {
            return call.name().equals(ScheduleToolDefinitions.LIST)
                    ? ToolResult.error("The schedules cannot be reached now. Try again later.")
                    : ToolResult.unknown();
        }
    }

    private Either<Refusal, Schedule> cancelled(ToolContext context, ScheduleId id) {
        boolean isTask =
                schedules
                        .read()
                        .find(context.session(), id)
                        .exists(found -> found.terms().when() instanceof Recurrence.Answer);
        return isTask
                ? Either.left(
                        new Refusal.Conflicting(
                                "This is a task of a sub-agent: cancel_task cancels it."))
                : schedules.keep().cancel(context.session(), id);
    }

    private ToolResult list(ToolContext context) {
        List<JsonValue> open =
                schedules.read().of(context.session(), ALL).items().stream()
                        .filter(schedule -> schedule.status().isOpen())
                        .filter(schedule -> !(schedule.terms().when() instanceof Recurrence.Answer))
                        .<JsonValue>map(ScheduleArguments::write)
                        .toList();
        return ToolResult.success(
                JsonObject.builder().put("schedules", new JsonArray(open)).build().toJson());
    }

    private static ToolResult answer(Either<Refusal, Schedule> outcome) {
        return outcome.fold(
                refusal -> ToolResult.error(refusal.sentence()),
                schedule -> ToolResult.success(ScheduleArguments.write(schedule).toJson()));
    }

    /** The same for every run of a call: half of a hash over its key. */
    static ScheduleId id(IdempotencyKey key) {
        String hash = JsonText.of(JsonObject.builder().put("key", key.value()).build()).sha256();
        long high = Long.parseUnsignedLong(hash, 0, 16, 16);
        long low = Long.parseUnsignedLong(hash, 16, 32, 16);
        return new ScheduleId(
                new UUID(
                        (high & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L,
                        (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L));
    }
}
