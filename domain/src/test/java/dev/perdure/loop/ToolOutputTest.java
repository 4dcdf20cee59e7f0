package dev.perdure.loop;

import static dev.perdure.loop.Given.after;
import static dev.perdure.loop.Given.answered;
import static dev.perdure.loop.Given.begin;
import static dev.perdure.loop.Given.client;
import static dev.perdure.loop.Given.facts;
import static dev.perdure.loop.Given.once;
import static dev.perdure.loop.Given.readOnly;
import static dev.perdure.loop.Given.recovered;
import static dev.perdure.loop.Given.ruled;
import static dev.perdure.loop.Given.soon;
import static dev.perdure.loop.Given.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.event.Event;
import dev.perdure.event.StepEvent;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a call comes to is kept within its bound, whoever says it. */
class ToolOutputTest {

    private static final int BOUND = Given.TOOL_OUTPUT;
    private static final String LONG = "x".repeat(BOUND + 1);
    private static final String TOLD = "the tool returned 1001 characters, and 1000 of a result";

    @Test
    void an_output_within_the_bound_is_kept_as_it_is() {
        ToolResult result = ToolResult.success("x".repeat(BOUND));

        assertThat(kept(result)).isEqualTo(result);
    }

    @Test
    void an_output_beyond_the_bound_is_cut_and_says_so() {
        ToolResult kept = kept(ToolResult.success(LONG));

        assertThat(kept.succeeded()).isTrue();
        assertThat(kept.output()).startsWith("x".repeat(BOUND) + "\n").contains(TOLD);
        assertThat(kept.error()).isEmpty();
    }

    @Test
    void nul_is_not_passed_on_to_a_model() {
        assertThat(kept(ToolResult.success("a\0b")).output()).isEqualTo("a\ufffdb");
        assertThat(kept(ToolResult.error("a\0b")).error()).isEqualTo("a\ufffdb");
    }

    @Test
    void an_error_beyond_the_bound_is_cut_too() {
        assertThat(kept(ToolResult.error(LONG)).error())
                .startsWith("x".repeat(BOUND) + "\n")
                .contains(TOLD);
    }

    @Test
    void a_character_of_two_halves_is_left_whole_or_left_out() {
        String before = "x".repeat(BOUND - 1);

        assertThat(kept(ToolResult.success(before + "\ud83d\ude00")).output())
                .startsWith(before + "\n");
    }

    @Test
    void results_of_the_client_are_cut_too() {
        TurnState waiting = after(begin(), answered(1, 1, client("a")));
        Map<ToolCallId, ToolResult> results = Map.of(new ToolCallId("a"), ToolResult.success(LONG));

        assertThat(
                        result(facts(waiting, new TurnInput.ClientResults(results, Given.START)))
                                .output())
                .contains(TOLD);
    }

    @Test
    void a_result_that_somebody_reports_is_cut_too() {
        TurnState asked = after(begin(), answered(1, 1, once("a")), recovered(), unknown("a"));

        List<Event> facts =
                facts(asked, ruled("a", new Verdict.TakeResult(ToolResult.success(LONG))));

        assertThat(result(facts).output()).contains(TOLD);
    }

    private static ToolResult kept(ToolResult returned) {
        PlannedCall call = readOnly("a");
        TurnState acting = after(begin(), answered(1, 1, call));
        return result(
                facts(
                        acting,
                        new TurnInput.ToolReturned(
                                call.call().id(), returned, Duration.ofSeconds(1), soon())));
    }

    private static ToolResult result(List<Event> facts) {
        return facts.stream()
                .filter(StepEvent.ToolCompleted.class::isInstance)
                .map(StepEvent.ToolCompleted.class::cast)
                .findFirst()
                .orElseThrow()
                .result();
    }
}
