package dev.perdure.engine.crash;

import dev.perdure.event.Delta;
import dev.perdure.event.StepEvent;
import java.util.List;

/**
 * What a client does, act by act; each act can be done again, as a client does that got no answer.
 */
enum Scenario {
    TEXT,
    READING_TOOL,
    ACTING_TOOL,
    TWO_TOOLS_AT_ONCE,
    FAILURE_WAITED_FOR_IN_PLACE,
    FAILURE_THAT_PARKS_THE_TURN,
    CLIENT_TOOL,
    CANCEL_OF_A_STREAM,
    CANCEL_OF_A_TOOL,
    MESSAGES_IN_A_ROW;

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
        };
    }

    private static Act says(String text) {
        return stage -> stage.say(text);
    }
}
