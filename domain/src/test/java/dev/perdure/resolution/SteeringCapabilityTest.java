package dev.perdure.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.refusal.Refusal;
import dev.perdure.turn.TurnLimits;
import io.vavr.control.Either;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SteeringCapabilityTest {

    private static final Manner BEFORE = Manner.usual(TurnLimits.DEFAULT);

    @Test
    void what_a_use_says_is_how_turns_are_run() {
        assertThat(limits("client_tools", "{\"timeout_seconds\":31536000}").clientTime())
                .isEqualTo(Duration.ofDays(365));
        assertThat(limits("loop_detection", "{\"max_repeats\":2}").sameSteps()).isEqualTo(2);
        assertThat(limits("parallel_tool_calls", "{\"max_parallel\":1}").parallelTools())
                .isEqualTo(1);
        assertThat(
                        limits("tool_output_persistence", "{\"max_characters\":1000}")
                                .toolOutputCharacters())
                .isEqualTo(1_000);
        assertThat(after("compaction", "{\"enabled\":false,\"window_percent\":50}").get().notes())
                .isEqualTo(new NotesPolicy(false, 50));
    }

    @ParameterizedTest
    @EnumSource(
            value = SteeringCapability.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = "MESSAGE_METADATA")
    void a_use_that_says_nothing_changes_nothing(SteeringCapability capability) {
        assertThat(after(capability.id().value(), "{}").get()).isEqualTo(BEFORE);
        assertThat(SteeringCapability.of(capability.id())).contains(capability);
    }

    @Test
    void a_use_of_message_metadata_shows_times_unless_it_says_otherwise() {
        assertThat(after("message_metadata", "{}").get()).isEqualTo(BEFORE.showingTimes(true));
        assertThat(after("message_metadata", "{\"time\":false}").get()).isEqualTo(BEFORE);
        assertThat(SteeringCapability.of(new CapabilityId("message_metadata"))).isPresent();
    }

    @Test
    void a_capability_that_steers_nothing_changes_nothing() {
        assertThat(after("web_fetch", "{\"max_repeats\":2}").get()).isEqualTo(BEFORE);
    }

    @ParameterizedTest
    @CsvSource({
        "client_tools, timeout_seconds, 1, 31536000",
        "loop_detection, max_repeats, 2, 100",
        "parallel_tool_calls, max_parallel, 1, 64",
        "tool_output_persistence, max_characters, 1000, 1000000",
        "compaction, window_percent, 25, 100"
    })
    void a_number_is_whole_and_within_its_bounds(
            String capability, String member, long min, long max) {
        for (long fine : new long[] {min, max}) {
            assertThat(after(capability, "{\"" + member + "\":" + fine + "}").isRight()).isTrue();
        }
        for (String wrong :
                new String[] {
                    "" + (min - 1), "" + (max + 1), "1.5", "\"2\"", "null", "true", "1e400"
                }) {
            Either<Refusal, Manner> refused =
                    after(capability, "{\"" + member + "\":" + wrong + "}");
            assertThat(refused.isLeft()).as(wrong).isTrue();
            assertThat(refused.getLeft().sentence()).contains(capability, member, min + " to");
        }
    }

    @Test
    void what_is_not_known_of_a_use_is_refused_by_name() {
        assertThat(after("loop_detection", "{\"threshold\":3}").getLeft().sentence())
                .isEqualTo("The capability loop_detection has no setting threshold.");
        assertThat(after("compaction", "{\"enabled\":1}").getLeft().sentence())
                .isEqualTo("The capability compaction has in enabled true or false.");
    }

    @ParameterizedTest
    @EnumSource(SteeringCapability.class)
    void the_schema_of_a_use_names_all_it_may_say_and_allows_no_more(SteeringCapability one) {
        assertThat(one.schema().object("properties").orElseThrow().members()).isNotEmpty();
        assertThat(one.schema().bool("additionalProperties")).contains(false);
    }

    private static TurnLimits limits(String capability, String config) {
        return after(capability, config).get().limits();
    }

    private static Either<Refusal, Manner> after(String capability, String config) {
        return SteeringCapability.after(
                BEFORE,
                new CapabilityRef(
                        new CapabilityId(capability), (JsonObject) Json.parse(config).get()));
    }
}
