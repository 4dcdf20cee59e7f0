package dev.perdure.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.Seed;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "dad-jokes", "dad-jokes-bot-2", "a-b-c"})
    void words_of_lower_case_letters_and_digits_joined_by_hyphens_are_a_slug(String text) {
        assertThat(Slug.isSlug(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "-a", "a-", "a--b", "A", "a b", "a_b", "é", "a\n", "٣"})
    void anything_else_is_none(String text) {
        assertThat(Slug.isSlug(text)).isFalse();
        assertThat(Slug.hasSlugShape(text)).isFalse();
    }

    @Test
    void a_slug_has_at_most_64_characters_though_its_shape_has_no_end() {
        assertThat(Slug.isSlug("a".repeat(64))).isTrue();
        assertThat(Slug.isSlug("a".repeat(65))).isFalse();
        assertThat(Slug.hasSlugShape("a".repeat(65))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Dad Jokes Bot, dad-jokes-bot",
        "  --Dad__Jokes!!  , dad-jokes",
        "Café Zürich, cafe-zurich",
        "ﬁne, fine",
        "İstanbul, istanbul",
        "日本語, agent",
        "'', agent",
        "🙂, agent",
        "a🙂b, a-b"
    })
    void free_text_has_a_nearest_slug(String text, String slug) {
        assertThat(Slug.from(text)).isEqualTo(slug);
    }

    @Test
    void what_is_made_of_any_text_is_a_slug_with_room_for_a_suffix() {
        Seed seed = Seed.forTest(SlugTest.class);
        RandomGenerator random = seed.random();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(100);
            for (int c = 0; c < length; c++) {
                text.appendCodePoint(
                        random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0x110000));
            }
            String slug = Slug.from(text.toString());
            assertThat(Slug.isSlug(slug)).as("%s: %s", seed, slug).isTrue();
            assertThat(slug.length()).isLessThanOrEqualTo(Slug.LENGTH_MAX - 8);
            assertThat(Slug.from(slug)).isEqualTo(slug);
        }
    }
}
