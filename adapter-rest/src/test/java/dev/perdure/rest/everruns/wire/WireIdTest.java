package dev.perdure.rest.everruns.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireIdTest {

    @Test
    void every_id_is_read_back_in_every_spelling() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            UUID id = new UUID(random.nextLong() >>> random.nextInt(64), random.nextLong());
            String written = WireId.SESSION.write(id);
            assertThat(written).matches("session_[0-9a-f]{32}");
            assertThat(WireId.SESSION.read(written)).hasValue(id);
            assertThat(WireId.SESSION.read(written.toUpperCase(java.util.Locale.ROOT)))
                    .hasValue(id);
            assertThat(WireId.SESSION.read(id.toString())).hasValue(id);
            assertThat(WireId.SESSION.read("session_" + id)).hasValue(id);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "session_",
                "agent_0198c0de00007000800000000000000a",
                "session_0198c0de00007000800000000000000",
                "session_0198c0de00007000800000000000000aa",
                "session_0198c0de0000700080000000000000+a",
                "session_0198c0de0000700080000000000000\u0660a",
                "0198c0de-0000-7000-8000-00000000000",
                "0198c0de00-00-7000-8000-00000000000a",
                "0198c0de-0000-7000-8000-0000-000000a"
            })
    void what_is_no_id_is_not_read(String text) {
        assertThat(WireId.SESSION.read(text)).isEmpty();
    }
}
