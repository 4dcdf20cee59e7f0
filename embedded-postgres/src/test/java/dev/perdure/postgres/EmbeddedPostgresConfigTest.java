package dev.perdure.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedPostgresConfigTest {

    private static final Path BASE = Path.of("base");

    @Test
    void defaults_are_any_port_and_binaries_of_ones_own() {
        EmbeddedPostgresConfig config = EmbeddedPostgresConfig.persistent(BASE);
        assertThat(config.baseDirectory()).isEqualTo(BASE);
        assertThat(config.durability()).isEqualTo(Durability.DURABLE);
        assertThat(config.port()).isEqualTo(OptionalInt.empty());
        assertThat(config.binariesDirectory()).isEqualTo(Optional.empty());
        assertThat(config.settings()).isEmpty();
        assertThat(EmbeddedPostgresConfig.throwaway(BASE).durability())
                .isEqualTo(Durability.THROWAWAY);
    }

    @Test
    void a_setting_wins_over_the_launchers_own() {
        EmbeddedPostgresConfig config =
                EmbeddedPostgresConfig.persistent(BASE).withSetting("shared_buffers", "1GB");
        assertThat(ServerSettings.of(config))
                .containsEntry("shared_buffers", "1GB")
                .containsEntry("fsync", "on");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fsync",
                "FSYNC",
                "full_page_writes",
                "port",
                "listen_addresses",
                "data_directory"
            })
    void what_the_other_options_decide_cannot_be_set(String name) {
        EmbeddedPostgresConfig config = EmbeddedPostgresConfig.persistent(BASE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.withSetting(name, "off"))
                .withMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_536})
    void a_port_outside_the_range_is_refused(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddedPostgresConfig.persistent(BASE).withPort(port));
    }
}
