package dev.perdure.engine.crash;

import dev.perdure.event.Delta;
import dev.perdure.event.StepEvent;
import dev.perdure.message.MessageStrategy;
import java.util.List;

/**
 * What a client does, act by act; each act can be done again, as a client does that got no answer.
 */
enum Scenario {
    TEXT,
    READING_TOOL,
    ACTING_TOOL,
    REMEMBERING_TOOL,
    TWO_TOOLS_AT_ONCE,
    FAILURE_WAITED_FOR_IN_PLACE,
    FAILURE_THAT_PARKS_THE_TURN,
    CLIENT_TOOL,
    CANCEL_OF_A_STREAM,
    CANCEL_OF_A_TOOL,
    MESSAGES_IN_A_ROW,
    STEERED_MESSAGE,
    STEERED_MESSAGE_IN_THE_LAST_MOMENT,
    INTERRUPTED_STREAM,
    INTERRUPTED_WAIT_FOR_THE_CLIENT,
    ROLLED_BACK_TOOL,
    REFUSED_MESSAGE;

    /** One thing a client does, or waits for. */
    @FunctionalInterface
    interface Act {
        void on(Stage stage);
    }

    List<Act> acts() {
        return switch (this) {
            case TEXT -> List.of(says("Hello"));
            case READING_TOOL -> List.of(says("call look"));
            case ACTING_TOOL -> List.of(says("call send"));
            case REMEMBERING_TOOL -> List.of(says("call mark"));
            case TWO_TOOLS_AT_ONCE -> List.of(says("call look,send"));
            case FAILURE_WAITED_FOR_IN_PLACE -> List.of(says("fail 20"));
            case FAILURE_THAT_PARKS_THE_TURN -> List.of(says("fail 250"));
            case CLIENT_TOOL ->
                    List.of(
                            says("call ask"),
                            stage -> stage.await(StepEvent.ClientToolsRequested.class),
                            stage -> stage.handIn("call_ask"));
            case CANCEL_OF_A_STREAM ->
                    List.of(
                            says("talk"),
                            stage -> stage.await(Delta.OutputDelta.class),
                            Stage::cancel);
            case CANCEL_OF_A_TOOL ->
                    List.of(
                            says("call hang"),
                            stage -> stage.await(StepEvent.ToolStarted.class),
                            Stage::cancel);
            case MESSAGES_IN_A_ROW -> List.of(says("call send"), says("second"));
            case STEERED_MESSAGE ->
                    List.of(
                            says("call ask,send"),
                            stage -> stage.await(StepEvent.ClientToolsRequested.class),
                            says("second", MessageStrategy.STEER),
                            stage -> stage.handIn("call_ask"));
            case STEERED_MESSAGE_IN_THE_LAST_MOMENT ->
                    List.of(
                            says("call send"),
                            stage -> stage.await(StepEvent.ToolCompleted.class),
                            says("second", MessageStrategy.STEER));
            case INTERRUPTED_STREAM ->
                    List.of(
                            says("talk"),
                            stage -> stage.await(Delta.OutputDelta.class),
                            says("second", MessageStrategy.INTERRUPT));
            case INTERRUPTED_WAIT_FOR_THE_CLIENT ->
                    List.of(
                            says("call ask"),
                            stage -> stage.await(StepEvent.ClientToolsRequested.class),
                            says("second", MessageStrategy.INTERRUPT));
            case ROLLED_BACK_TOOL ->
                    List.of(
                            says("call hang"),
                            stage -> stage.await(StepEvent.ToolStarted.class),
                            says("second", MessageStrategy.ROLLBACK));
            case REFUSED_MESSAGE ->
                    List.of(
                            says("call ask"),
                            stage -> stage.await(StepEvent.ClientToolsRequested.class),
                            stage -> stage.sayInVain("second"),
                            stage -> stage.handIn("call_ask"));
        };
    }

    /** How many messages the log holds in the end. */
    int messages() {
        return switch (this) {
            case MESSAGES_IN_A_ROW,
                    STEERED_MESSAGE,
                    STEERED_MESSAGE_IN_THE_LAST_MOMENT,
                    INTERRUPTED_STREAM,
                    INTERRUPTED_WAIT_FOR_THE_CLIENT,
                    ROLLED_BACK_TOOL ->
                    2;
            case TEXT,
                    READING_TOOL,
                    ACTING_TOOL,
                    REMEMBERING_TOOL,
                    TWO_TOOLS_AT_ONCE,
                    FAILURE_WAITED_FOR_IN_PLACE,
                    FAILURE_THAT_PARKS_THE_TURN,
                    CLIENT_TOOL,
                    CANCEL_OF_A_STREAM,
                    CANCEL_OF_A_TOOL,
                    REFUSED_MESSAGE ->
                    1;
        };
    }

    private static Act says(String text, MessageStrategy strategy) {
        return stage -> stage.say(text, strategy);
    }

    private static Act says(String text) {
        return stage -> stage.say(text);
    }
}
