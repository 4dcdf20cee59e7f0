package dev.perdure.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModelProfileTest {

    @Test
    void a_request_leaves_room_for_the_answer_and_for_what_the_estimate_misses() {
        ModelProfile profile = new ModelProfile(100_000, 15_000, null);

        assertThat(profile.requestTokens(null)).hasValue((100_000 - 15_000 - 5_000) * 9 / 10);
        assertThat(profile.requestTokens(5_000L)).hasValue((100_000 - 5_000 - 5_000) * 9 / 10);
    }

    @Test
    void an_answer_that_may_fill_the_window_leaves_half_of_it() {
        ModelProfile profile = new ModelProfile(100_000, 100_000, null);

        assertThat(profile.requestTokens(null)).hasValue((100_000 - 50_000 - 5_000) * 9 / 10);
        assertThat(profile.requestTokens(Long.MAX_VALUE)).isEqualTo(profile.requestTokens(null));
    }

    @Test
    void where_no_limit_is_known_an_answer_has_a_part_of_the_window() {
        assertThat(new ModelProfile(8_000, null, null).requestTokens(null))
                .hasValue((8_000 - 2_000 - 400) * 9 / 10);
        assertThat(new ModelProfile(1_000_000, null, null).requestTokens(null))
                .hasValue((1_000_000 - 16_384 - 50_000) * 9 / 10);
        assertThat(new ModelProfile(1, null, null).requestTokens(null)).hasValue(1);
    }

    @Test
    void without_a_known_window_nothing_is_said() {
        assertThat(ModelProfile.UNKNOWN.requestTokens(10L)).isEmpty();
        assertThat(ModelProfile.UNKNOWN.withContextWindow(null)).isEqualTo(ModelProfile.UNKNOWN);
        assertThat(ModelProfile.UNKNOWN.withContextWindow(8).contextWindow()).isEqualTo(8);
    }
}
