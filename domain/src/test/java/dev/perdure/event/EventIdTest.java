package dev.perdure.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.perdure.json.Seed;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdTest {

    private static final SessionId SESSION =
            new SessionId(UUID.fromString("0198c0de-0000-7000-8000-000000000001"));
    private static final Instant TIME = Instant.parse("2026-03-01T10:00:00.123Z");

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                (1L << 30) - 1,
                1L << 30,
                (1L << 30) + 1,
                (1L << 31) + 12_345,
                (1L << 41),
                (1L << 42) - 2,
                (1L << 42) - 1
            })
    void an_id_leads_back_to_its_offset_and_its_time(long offset) {
        EventId id = EventId.of(SESSION, new Offset(offset), TIME);

        assertThat(id.offset()).isEqualTo(new Offset(offset));
        assertThat(id.time()).isEqualTo(TIME);
        assertThat(id.belongsTo(SESSION)).isTrue();
        assertThat(id.value().version()).isEqualTo(7);
        assertThat(id.value().variant()).isEqualTo(2);
    }

    @Test
    void an_offset_beyond_what_an_id_can_carry_does_not_exist() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Offset(1L << 42));
        assertThatIllegalArgumentException().isThrownBy(() -> new Offset(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Offset(Offset.VALUE_MAX).plus(1));
    }

    @Test
    void ids_rise_strictly_where_offsets_rise_and_time_does_not_fall() {
        Seed seed = Seed.forTest(EventIdTest.class);
        RandomGenerator random = seed.random();
        for (int session = 0; session < 50; session++) {
            SessionId id = new SessionId(new UUID(random.nextLong(), random.nextLong()));
            long offset = random.nextLong(Offset.VALUE_MAX - 1_000_000);
            Instant time = TIME;
            EventId before = EventId.of(id, new Offset(offset), time);
            for (int i = 0; i < 500; i++) {
                offset += 1 + (random.nextInt(10) == 0 ? random.nextInt(1_000) : 0);
                time = time.plusMillis(random.nextInt(4) == 0 ? random.nextInt(5_000) : 0);
                EventId next = EventId.of(id, new Offset(offset), time);
                assertThat(next.value().toString())
                        .as("%s", seed)
                        .isGreaterThan(before.value().toString());
                assertThat(next.value()).as("%s", seed).isGreaterThan(before.value());
                before = next;
            }
        }
    }

    @Test
    void ids_rise_over_the_place_where_the_offset_is_cut_in_two() {
        List<Long> offsets =
                List.of((1L << 30) - 1, 1L << 30, (1L << 30) + 1, (1L << 31) - 1, 1L << 31);

        assertThat(
                        offsets.stream()
                                .map(o ->
                                        EventId.of(SESSION, new Offset(o), TIME)
                                                .value()
                                                .toString()))
                .isSortedAccordingTo(Comparator.naturalOrder())
                .doesNotHaveDuplicates();
    }

    @Test
    void the_same_place_of_another_session_has_another_id() {
        Set<EventId> ids = new HashSet<>();
        for (long session = 0; session < 10_000; session++) {
            // Neighbouring identities, as a careless generator would make them.
            SessionId id =
                    new SessionId(new UUID(0x0198c0de00007000L, 0x8000000000000000L + session));
            ids.add(EventId.of(id, new Offset(1), TIME));
        }

        assertThat(ids).hasSize(10_000);
    }

    @Test
    void an_envelope_computes_its_id_from_what_it_holds() {
        SessionKey key = new SessionKey(new OrganisationId(new UUID(0, 1)), SESSION);
        Envelope envelope =
                new Envelope(
                        key,
                        new Offset(7),
                        new StreamVersion(3),
                        TIME,
                        new SessionEvent.HeadMoved(new StreamVersion(1), "Why not."));

        assertThat(envelope.id()).isEqualTo(EventId.of(SESSION, new Offset(7), TIME));
        assertThat(envelope.isFact()).isTrue();
    }
}
