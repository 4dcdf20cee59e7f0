package dev.perdure.rest.everruns.current;

import dev.perdure.engine.store.Page;
import dev.perdure.engine.store.Window;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.rest.everruns.wire.WireList;
import dev.perdure.rest.everruns.wire.WireTime;
import dev.perdure.schedule.Recurrence;
import dev.perdure.schedule.Schedule;
import dev.perdure.schedule.ScheduleStatus;
import dev.perdure.schedule.Slot;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Schedules and their slots. */
final class ScheduleWire {

    private ScheduleWire() {}

    static JsonObject page(Page<Schedule> page, Window window) {
        List<JsonValue> items = page.items().stream().<JsonValue>map(ScheduleWire::write).toList();
        return WireList.page("schedules", items, page.total(), window);
    }

    static JsonObject write(Schedule schedule) {
        JsonObjectBuilder body =
                JsonObject.builder()
                        .put("id", WireId.SCHEDULE.write(schedule.id().value()))
                        .put("session_id", WireId.SESSION.write(schedule.session().id().value()))
                        .put("message", schedule.terms().message());
        switch (schedule.terms().when()) {
            case Recurrence.Once once ->
                    body.put("schedule_type", "one_shot")
                            .put("scheduled_at", WireTime.write(once.at()));
            case Recurrence.Answer answer ->
                    body.put("schedule_type", "subagent")
                            .put("answer_of", WireId.SESSION.write(answer.session().value()));
            case Recurrence.Cron cron ->
                    body.put("schedule_type", "recurring")
                            .put("cron_expression", cron.expression())
                            .put("timezone", cron.zone().getId());
        }
        return body.put("missed", word(schedule.terms().missed()))
                .putIfPresent("ends_at", time(schedule.terms().until()))
                .putIfPresent("max_runs", Optional.ofNullable(schedule.terms().runsMax()))
                .put("status", word(schedule.status()))
                .put("enabled", schedule.status() == ScheduleStatus.ACTIVE)
                .putIfPresent("next_trigger_at", time(schedule.dueAt()))
                .putIfPresent("last_triggered_at", time(schedule.last()))
                .put("trigger_count", schedule.runs())
                .put("missed_count", schedule.missed())
                .put("created_at", WireTime.write(schedule.createdAt()))
                .put("updated_at", WireTime.write(schedule.updatedAt()))
                .build();
    }

    static JsonObject slots(List<Slot> slots) {
        return JsonObject.builder()
                .put(
                        "data",
                        new JsonArray(slots.stream().<JsonValue>map(ScheduleWire::slot).toList()))
                .build();
    }

    private static JsonObject slot(Slot slot) {
        return JsonObject.builder()
                .put("slot", WireTime.write(slot.at()))
                .put("outcome", word(slot.outcome()))
                .put("decided_at", WireTime.write(slot.decidedAt()))
                .build();
    }

    private static Optional<String> time(@Nullable Instant time) {
        return Optional.ofNullable(time).map(WireTime::write);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
