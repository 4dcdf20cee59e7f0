package dev.perdure.persistence.codec;

import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.schedule.MissedPolicy;
import dev.perdure.schedule.Recurrence;
import dev.perdure.schedule.ScheduleTerms;
import dev.perdure.session.SessionId;
import dev.perdure.tool.ToolCallId;
import dev.perdure.turn.TurnId;
import java.time.ZoneId;
import java.util.Optional;

/** The stored form of the terms of schedules: canonical JSON in UTF-8. */
public final class ScheduleCodec {

    private ScheduleCodec() {}

    public static byte[] encode(ScheduleTerms terms) {
        JsonObjectBuilder out = JsonObject.builder();
        switch (terms.when()) {
            case Recurrence.Once once -> out.put("at", Values.text(once.at()));
            case Recurrence.Cron cron ->
                    out.put("cron", cron.expression()).put("zone", cron.zone().getId());
            case Recurrence.Answer answer -> {
                out.put("answer_of", Values.text(answer.session().value()));
                if (answer.waiter() != null) {
                    out.put("turn", Values.text(answer.waiter().turn().value()))
                            .put("call", answer.waiter().call().value());
                }
            }
        }
        return Json.utf8(
                out.put("message", terms.message())
                        .put("missed", Values.constant(terms.missed()))
                        .putIfPresent("until", Optional.ofNullable(terms.until()).map(Values::text))
                        .putIfPresent("runs_max", Optional.ofNullable(terms.runsMax()))
                        .build());
    }

    public static ScheduleTerms decode(byte[] stored) {
        Fields in = Fields.of("a schedule", Stored.object("a schedule", stored));
        return new ScheduleTerms(
                when(in),
                in.text("message"),
                in.constant("missed", MissedPolicy.class),
                in.orNull("until", Fields::instant),
                in.orNull("runs_max", Fields::integer));
    }

    private static Recurrence when(Fields in) {
        if (in.has("answer_of")) {
            return new Recurrence.Answer(
                    new SessionId(in.uuid("answer_of")),
                    in.has("call")
                            ? new Recurrence.Waiter(
                                    new TurnId(in.uuid("turn")), new ToolCallId(in.text("call")))
                            : null);
        }
        return in.has("at")
                ? new Recurrence.Once(in.instant("at"))
                : new Recurrence.Cron(in.text("cron"), ZoneId.of(in.text("zone")));
    }
}
