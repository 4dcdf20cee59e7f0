package dev.perdure.llm.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.model.ModelPrice;
import dev.perdure.model.ModelProfile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTableTest {

    private final ProfileTable profiles = ProfileTable.shipped();

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
    void a_file_of_models_counts_more_and_takes_nothing_away() {
        ProfileTable more =
                profiles.and(
                        file(
                                """
                                {"gpt-5-mini": {"limit": {"context": 1000, "output": 100}},
                                 "ours/small": {"cost": {"input": 0, "output": 0.5}}, "odd": 7, "silent": {}}
                                """));

        assertThat(more.of("gpt-5-mini"))
                .isEqualTo(new ModelProfile(1000, 100, profiles.of("gpt-5-mini").price()));
        assertThat(more.of("ours/small").price())
                .isEqualTo(new ModelPrice(BigDecimal.ZERO, new BigDecimal("0.5"), null, null));
        assertThat(more.of("silent")).isEqualTo(ModelProfile.UNKNOWN);
        assertThat(more.of("claude-haiku-4-5")).isEqualTo(profiles.of("claude-haiku-4-5"));
    }

    @Test
    void of_a_model_of_several_providers_its_makers_words_count() {
        ProfileTable more =
                profiles.and(
                        file(
                                """
                                {"reseller": {"models": {"gpt-9": {"cost": {"input": 9, "output": 9}}}},
                                 "openai": {"models": {"gpt-9": {"limit": {"context": 9e5}, "cost": {"input": 1, "output": 2}}}},
                                 "other": {"models": {"only-here": {"limit": {"context": 4096}},
                                   "dear-thoughts": {"cost": {"input": 1, "output": 2, "reasoning": 3}},
                                   "by-length": {"limit": {"context": 8}, "cost": {"input": 1, "output": 2, "context_over_200k": {"input": 2}}}}}}
                                """));

        assertThat(more.of("gpt-9").contextWindow()).isEqualTo(900_000);
        assertThat(more.of("gpt-9").price())
                .isEqualTo(new ModelPrice(BigDecimal.ONE, BigDecimal.TWO, null, null));
        assertThat(more.of("only-here").contextWindow()).isEqualTo(4096);
        assertThat(more.of("dear-thoughts")).isEqualTo(ModelProfile.UNKNOWN);
        assertThat(more.of("by-length")).isEqualTo(new ModelProfile(8, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"gpt-5\": {\"context\": 7}}"})
    void a_file_without_profiles_is_refused(String content) {
        assertThatThrownBy(() -> profiles.and(file(content)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] file(String content) {
        return content.getBytes(StandardCharsets.UTF_8);
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
