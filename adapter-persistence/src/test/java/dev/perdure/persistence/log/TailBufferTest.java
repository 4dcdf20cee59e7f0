package dev.perdure.persistence.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TailBufferTest {

    private static final SessionKey SESSION = SessionScenario.freshKey(OrganisationId.DEFAULT);

    private final TailBuffer buffer = new TailBuffer();

    private static List<Envelope> records(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(offset ->
                        new Envelope(
                                SESSION,
                                new Offset(offset),
                                new StreamVersion(offset),
                                Instant.EPOCH,
                                Sample.fact("fact")))
                .toList();
    }

    @Test
    void records_that_follow_are_handed_out_in_one_piece() {
        buffer.add(records(1, 2), 10);
        buffer.add(records(3, 5), 10);

        assertThat(buffer.takeAfter(0, 100)).isEqualTo(records(1, 5));
        assertThat(buffer.isEmpty()).isTrue();
    }

    @Test
    void what_was_seen_is_not_handed_out_again() {
        buffer.add(records(1, 2), 10);
        buffer.add(records(3, 5), 10);

        assertThat(buffer.takeAfter(3, 100)).isEqualTo(records(4, 5));
    }

    @Test
    void nothing_is_handed_out_over_a_gap() {
        buffer.add(records(5, 6), 10);

        assertThat(buffer.takeAfter(3, 100)).isEmpty();
        assertThat(buffer.takeAfter(4, 100)).isEqualTo(records(5, 6));
    }

    @Test
    void records_that_come_out_of_order_empty_it() {
        buffer.add(records(5, 6), 10);
        buffer.add(records(4, 4), 10);

        assertThat(buffer.isEmpty()).isTrue();
    }

    @Test
    void too_many_records_or_bytes_empty_it() {
        buffer.add(records(1, TailBuffer.RECORDS_MAX), 10);
        buffer.add(records(TailBuffer.RECORDS_MAX + 1, TailBuffer.RECORDS_MAX + 1), 10);
        assertThat(buffer.isEmpty()).isTrue();

        buffer.add(records(1, 1), TailBuffer.BYTES_MAX);
        assertThat(buffer.isEmpty()).isFalse();
        buffer.add(records(2, 2), 1);
        assertThat(buffer.isEmpty()).isTrue();
    }

    @Test
    void a_limit_ends_at_a_whole_commit() {
        buffer.add(records(1, 2), 10);
        buffer.add(records(3, 4), 10);
        buffer.add(records(5, 6), 10);

        assertThat(buffer.takeAfter(0, 3)).isEqualTo(records(1, 4));
        assertThat(buffer.takeAfter(4, 3)).isEqualTo(records(5, 6));
    }
}
