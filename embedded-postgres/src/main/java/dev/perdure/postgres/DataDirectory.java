package dev.perdure.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the database itself, complete and of the right version.
 *
 * @param password of the superuser
 */
record DataDirectory(Path path, String password) {

    static final String SUPERUSER = "perdure";

    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);
    private static final int PASSWORD_BYTES = 24;
    private static final Duration INITDB_WAIT_MAX = Duration.ofMinutes(3);

    /**
     * Opens what is there or creates it. Being killed halfway through the creation leaves nothing
     * that counts.
     */
    static DataDirectory in(
            BaseDirectory base, Binaries binaries, ServerUser user, Durability durability) {
        try {
            Path data = base.data();
            if (Files.exists(data)) {
                refuseUnreadable(base, binaries);
            } else {
                create(base, binaries, user, durability);
            }
            return new DataDirectory(data, password(base));
        } catch (IOException e) {
            throw EmbeddedPostgresException.directoryNotUsable(base.path(), e);
        }
    }

    private static void refuseUnreadable(BaseDirectory base, Binaries binaries) throws IOException {
        Path versionFile = base.data().resolve("PG_VERSION");
        if (!Files.exists(versionFile)) {
            throw EmbeddedPostgresException.notADataDirectory(base.data());
        }
        String found = Files.readString(versionFile).strip();
        String ours = binaries.majorVersion(new Commands(base.path()));
        if (!found.equals(ours)) {
            throw EmbeddedPostgresException.otherMajorVersion(base.data(), found, ours);
        }
    }

    private static void create(
            BaseDirectory base, Binaries binaries, ServerUser user, Durability durability)
            throws IOException {
        LOG.info("Creating a PostgreSQL data directory in {}", base.data());
        if (!Files.exists(base.password())) {
            BaseDirectory.write(base.password(), newPassword());
        }
        BaseDirectory.delete(base.unfinishedData());
        List<String> command = user.command(initdb(base, binaries, durability));
        Commands.Outcome outcome = new Commands(base.path()).run(command, INITDB_WAIT_MAX);
        if (outcome.failed()) {
            throw EmbeddedPostgresException.couldNotInitialise(base.data(), outcome.output());
        }
        BaseDirectory.publish(base.unfinishedData(), base.data());
    }

    private static List<String> initdb(
            BaseDirectory base, Binaries binaries, Durability durability) {
        List<String> command = new ArrayList<>();
        command.add(binaries.initdb());
        command.add("--pgdata=" + base.unfinishedData());
        command.add("--username=" + SUPERUSER);
        command.add("--pwfile=" + base.password());
        command.add("--auth=scram-sha-256");
        command.add("--encoding=UTF8");
        // The built-in locale sorts the same on every machine, so an index never depends on the C
        // library.
        command.add("--locale=C");
        command.add("--locale-provider=builtin");
        command.add("--builtin-locale=C.UTF-8");
        command.add("--data-checksums");
        if (durability == Durability.THROWAWAY) {
            command.add("--no-sync");
        }
        return command;
    }

    private static String newPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String password(BaseDirectory base) throws IOException {
        if (!Files.exists(base.password())) {
            throw EmbeddedPostgresException.passwordMissing(base.password(), base.data());
        }
        return Files.readString(base.password()).strip();
    }
}
