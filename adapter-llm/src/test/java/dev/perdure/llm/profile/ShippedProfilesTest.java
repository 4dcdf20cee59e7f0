package dev.perdure.llm.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.model.ModelPrice;
import dev.perdure.model.ModelProfile;
import java.math.BigDecimal;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ShippedProfilesTest {

    private final ShippedProfiles profiles = ShippedProfiles.read();

    @Test
    void a_known_model_has_a_window_and_a_price() {
        ModelProfile profile = profiles.of("gpt-5-mini");

        assertThat(profile.contextWindow()).isEqualTo(400_000);
        assertThat(profile.outputLimit()).isEqualTo(128_000);
        assertThat(profile.price())
                .isEqualTo(
                        new ModelPrice(
                                new BigDecimal("0.25"),
                                new BigDecimal("2"),
                                new BigDecimal("0.025"),
                                null));
    }

    @Test
    void a_maker_before_the_name_and_a_date_behind_it_change_nothing() {
        ModelProfile known = profiles.of("claude-haiku-4-5");

        assertThat(known).isNotEqualTo(ModelProfile.UNKNOWN);
        assertThat(profiles.of("anthropic/claude-haiku-4-5")).isEqualTo(known);
        assertThat(profiles.of("claude-haiku-4-5-20251001")).isEqualTo(known);
        assertThat(profiles.of("gpt-4o-2024-08-06")).isEqualTo(profiles.of("gpt-4o"));
    }

    @Test
    void of_an_unknown_model_nothing_is_guessed() {
        assertThat(profiles.of("gpt-5-mini-tuned")).isEqualTo(ModelProfile.UNKNOWN);
        assertThat(profiles.of("gpt")).isEqualTo(ModelProfile.UNKNOWN);
        assertThat(profiles.of("")).isEqualTo(ModelProfile.UNKNOWN);
    }

    @Test
    void every_profile_says_something_and_nothing_impossible() {
        assertThat(profiles.names()).hasSizeGreaterThan(25);
        for (String name : profiles.names()) {
            ModelProfile profile = profiles.of(name);
            assertThat(profile.contextWindow()).as(name).isGreaterThan(8_000);
            if (profile.outputLimit() != null) {
                assertThat(profile.outputLimit())
                        .as(name)
                        .isPositive()
                        .isLessThan(profile.contextWindow());
            }
            if (profile.price() != null) {
                ModelPrice price = Objects.requireNonNull(profile.price());
                assertThat(price.input()).as(name).isPositive();
                assertThat(price.output()).as(name).isGreaterThanOrEqualTo(price.input());
                if (price.cacheRead() != null) {
                    assertThat(price.cacheRead()).as(name).isLessThan(price.input());
                }
            }
        }
    }
}
