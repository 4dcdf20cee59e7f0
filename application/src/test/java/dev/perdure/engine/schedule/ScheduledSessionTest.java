package dev.perdure.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.agent.AgentSettings;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.engine.Conversation;
import dev.perdure.engine.Engine;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.store.Window;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.schedule.MissedPolicy;
import dev.perdure.schedule.Schedule;
import dev.perdure.schedule.ScheduleStatus;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An engine whose sessions are sent messages by themselves. */
class ScheduledSessionTest {

    private final ScriptedModel model = new ScriptedModel();

    @Test
    void a_session_is_sent_its_message_when_it_is_due_and_answers_it() {
        try (Engine engine = Engine.inMemory(model)) {
            Conversation conversation = engine.converse("Be kind.");
            KeepSchedules keep = engine.useCases().schedules().keep();
            Instant soon = engine.storage().clock().instant().plusSeconds(1);

            Schedule schedule =
                    keep.create(
                                    conversation.session(),
                                    new ScheduleDraft(
                                            null,
                                            soon,
                                            null,
                                            "Wake up.",
                                            MissedPolicy.ONE,
                                            null,
                                            null))
                            .get();

            Await.until(
                    "the model was shown the message",
                    () ->
                            model.requests().stream()
                                    .anyMatch(request ->
                                            ScriptedModel.lastSaid(request).equals("Wake up.")));
            Await.until(
                    "the schedule is over",
                    () ->
                            engine.useCases()
                                    .schedules()
                                    .read()
                                    .find(conversation.session(), schedule.id())
                                    .exists(now -> now.status() == ScheduleStatus.ENDED));
        }
    }

    @Test
    void an_agent_schedules_itself() throws Exception {
        model.next(
                Script.calls(
                        new ToolCall(
                                new ToolCallId("a"),
                                "create_schedule",
                                new JsonText(
                                        "{\"message\":\"Report.\",\"cron_expression\":\"0 9 1 1 *\"}"))));
        try (Engine engine = Engine.inMemory(model)) {
            Conversation conversation =
                    engine.converse(
                            AgentSettings.of("reporter", "")
                                    .withCapabilities(
                                            List.of(
                                                    new CapabilityRef(
                                                            new CapabilityId("session_schedule"),
                                                            JsonObject.empty()))));

            conversation.say("Report every year.").text();

            assertThat(
                            engine.useCases()
                                    .schedules()
                                    .read()
                                    .of(conversation.session(), new Window(0, 10))
                                    .items())
                    .singleElement()
                    .satisfies(schedule ->
                            assertThat(schedule.terms().message()).isEqualTo("Report."));
        }
    }
}
