package dev.perdure.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whom PostgreSQL believes to run as.
 *
 * <p>It refuses to run as root. Root therefore enters a user namespace in which it has no name and
 * no privileges, while the files it owns stay its own. An ordinary user needs nothing of the kind.
 *
 * @param prefix what a command of PostgreSQL has to begin with
 */
record ServerUser(List<String> prefix) {

    private static final int ROOT = 0;
    private static final Duration PROBE_WAIT_MAX = Duration.ofSeconds(20);
    private static final List<String> STEP_DOWN = List.of("unshare", "-U");

    static ServerUser current(BaseDirectory base) {
        return of(effectiveUserId(base.path()), STEP_DOWN, new Commands(base.path()));
    }

    static ServerUser of(int userId, List<String> stepDown, Commands commands) {
        if (userId != ROOT) {
            return new ServerUser(List.of());
        }
        ServerUser user = new ServerUser(List.copyOf(stepDown));
        Commands.Outcome probe = probe(user, commands);
        if (probe.failed() || probe.output().strip().equals(Integer.toString(ROOT))) {
            throw EmbeddedPostgresException.rootNotPossible(probe.output().strip());
        }
        return user;
    }

    private static Commands.Outcome probe(ServerUser user, Commands commands) {
        try {
            return commands.run(user.command(List.of("id", "-u")), PROBE_WAIT_MAX);
        } catch (EmbeddedPostgresException e) {
            return new Commands.Outcome(1, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Asks a file that was just created: Java has no call for it, and /proc may name another owner.
     */
    private static int effectiveUserId(Path directory) {
        try {
            Path probe = Files.createTempFile(directory, "owner", ".probe");
            try {
                return (Integer) Files.getAttribute(probe, "unix:uid");
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            throw EmbeddedPostgresException.directoryNotUsable(directory, e);
        }
    }

    List<String> command(List<String> command) {
        return Stream.concat(prefix.stream(), command.stream()).toList();
    }
}
