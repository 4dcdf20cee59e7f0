package dev.perdure.persistence.pooler;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A pooler in transaction mode in front of a server. */
public interface Pooler extends AutoCloseable {

    int port();

    @Override
    void close();

    /**
     * Which ones this machine can run: always the small one, and PgBouncer where it is installed.
     */
    static List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>(List.of(Kind.ROUND_ROBIN));
        if (pgBouncer().isPresent()) {
            kinds.add(Kind.PGBOUNCER);
        }
        return kinds;
    }

    static Optional<Path> pgBouncer() {
        String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/local/sbin";
        return Stream.of(path.split(":"))
                .filter(place -> !place.isEmpty())
                .map(place -> Path.of(place, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The kinds of poolers that differ in what they hand out next. */
    enum Kind {
        /** Hands out the session that was used longest ago. */
        ROUND_ROBIN,
        /** The real one; hands out the session that was used last. */
        PGBOUNCER;

        public Pooler inFrontOf(int serverPort, String user, String password) {
            return switch (this) {
                case ROUND_ROBIN -> RoundRobinPooler.start(serverPort);
                case PGBOUNCER -> PgBouncer.start(serverPort, user, password);
            };
        }
    }
}
