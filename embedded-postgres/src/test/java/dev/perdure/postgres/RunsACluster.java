package dev.perdure.postgres;

import java.io.IOException;
import java.nio.file.Path;

/** The program of a {@link ChildJvm}: runs a cluster until it is killed or its input ends. */
final class RunsACluster {

    private RunsACluster() {}

    public static void main(String[] arguments) throws IOException {
        EmbeddedPostgresConfig config =
                EmbeddedPostgresConfig.persistent(Path.of(arguments[0]))
                        .withBinariesDirectory(Path.of(arguments[1]));
        try (EmbeddedPostgres server = EmbeddedPostgres.start(config)) {
            System.out.println(
                    String.join(
                            " ",
                            "ready",
                            server.jdbcUrl("postgres"),
                            server.superuser(),
                            server.password()));
            while (System.in.read() != -1) {
                Thread.onSpinWait();
            }
        } catch (EmbeddedPostgresException e) {
            System.out.println(e.getMessage());
        }
    }
}
