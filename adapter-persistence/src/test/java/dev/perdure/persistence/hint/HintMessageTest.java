package dev.perdure.persistence.hint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HintMessageTest {

    private static final String ORIGIN = UUID.randomUUID().toString();

    /** What PostgreSQL takes, with the trailing NUL. */
    private static final int PAYLOAD_BYTES_MAX = 8_000;

    private static Set<UUID> sessions(int count) {
        return Stream.generate(UUID::randomUUID).limit(count).collect(Collectors.toSet());
    }

    @Test
    void a_message_is_read_back() {
        HintMessage message = HintMessage.of(ORIGIN, true, sessions(3));

        assertThat(HintMessage.read(message.payload())).isEqualTo(message);
    }

    @Test
    void as_many_sessions_as_are_named_fit_into_a_notification() {
        HintMessage message = HintMessage.of(ORIGIN, true, sessions(HintMessage.SESSIONS_MAX));

        assertThat(message.any()).isFalse();
        assertThat(message.payload().length()).isLessThan(PAYLOAD_BYTES_MAX);
    }

    @Test
    void more_sessions_than_can_be_named_are_any() {
        HintMessage message = HintMessage.of(ORIGIN, false, sessions(HintMessage.SESSIONS_MAX + 1));

        assertThat(message.any()).isTrue();
        assertThat(HintMessage.read(message.payload())).isEqualTo(message);
    }

    @Test
    void what_somebody_else_says_is_no_message() {
        assertThatThrownBy(() -> HintMessage.read("hello"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HintMessage.read("a,b,c,d"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
