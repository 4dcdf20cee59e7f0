package dev.perdure.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.Seed;
import dev.perdure.session.SessionId;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final SessionId SESSION = new SessionId(new UUID(1, 2));
    private static final Instant TIME = Instant.parse("2026-03-01T10:00:00.123Z");

    @ParameterizedTest
    @ValueSource(longs = {1, 4_711, (1L << 30) + 5, (1L << 42) - 1})
    void an_id_of_the_session_is_a_place_in_it_even_beyond_its_head(long offset) {
        UUID id = EventId.of(SESSION, new Offset(offset), TIME).value();

        assertThat(Cursor.of(SESSION, id)).isEqualTo(new Cursor.After(new Offset(offset)));
    }

    @Test
    void an_id_of_another_session_tells_only_its_time() {
        UUID id = EventId.of(new SessionId(new UUID(1, 3)), new Offset(9), TIME).value();

        assertThat(Cursor.of(SESSION, id)).isEqualTo(new Cursor.Foreign(TIME));
    }

    @Test
    void a_time_ordered_id_that_nobody_computed_tells_only_its_time() {
        UUID id = UUID.fromString("0195509c-f2fb-7abc-9def-0123456789ab");

        assertThat(Cursor.of(SESSION, id))
                .isEqualTo(new Cursor.Foreign(Instant.ofEpochMilli(0x0195509cf2fbL)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000-0000-0000-0000-000000000000",
                "ffffffff-ffff-ffff-ffff-ffffffffffff",
                "123e4567-e89b-42d3-a456-426614174000"
            })
    void an_id_without_time_is_unreadable(String id) {
        assertThat(Cursor.of(SESSION, UUID.fromString(id))).isEqualTo(new Cursor.Unreadable());
    }

    @Test
    void any_id_at_all_is_read_and_hardly_any_by_chance_as_a_place() {
        Seed seed = Seed.forTest(CursorTest.class);
        RandomGenerator random = seed.random();
        int places = 0;
        for (int i = 0; i < 100_000; i++) {
            Cursor cursor = Cursor.of(SESSION, new UUID(random.nextLong(), random.nextLong()));
            places += cursor instanceof Cursor.After ? 1 : 0;
        }

        assertThat(places).as("%s", seed).isZero();
    }
}
