package dev.perdure.service;

import dev.perdure.engine.provider.KeyRing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The master keys of this installation: those of the configuration, else, with a database of its
 * own, one that is made at the first start and lies beside the database, readable for nobody else.
 */
final class MasterKeys {

    private static final String FILE = "secret-keys";
    private static final int KEY_BYTES = 32;

    private MasterKeys() {}

    /** Reads the keys, and makes one where the installation is to have one and has none. */
    static KeyRing of(PerdureConfiguration configuration) {
        String given = configuration.models().secretKeys();
        if (!given.isBlank()) {
            return parsed("PERDURE_SECRET_KEYS", given);
        }
        if (!configuration.database().isEmbedded()) {
            return KeyRing.EMPTY;
        }
        Path file = configuration.database().directory().resolve(FILE);
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return parsed(file.toString(), Files.readString(file));
        } catch (IOException unreadable) {
            throw new StartRefused(
                    "The master keys in "
                            + file
                            + " cannot be read or made: mend the file's rights.",
                    unreadable);
        }
    }

    /** Where the keys come from, for people; makes none. */
    static String description(PerdureConfiguration configuration) {
        String given = configuration.models().secretKeys();
        if (!given.isBlank()) {
            return parsed("PERDURE_SECRET_KEYS", given).toString();
        }
        return configuration.database().isEmbedded()
                ? "in " + configuration.database().directory().resolve(FILE)
                : "none; set PERDURE_SECRET_KEYS to keep keys of providers";
    }

    private static KeyRing parsed(String where, String text) {
        try {
            KeyRing keys = KeyRing.parse(text);
            if (!keys.canSeal()) {
                throw new StartRefused(where + " holds no master key.");
            }
            return keys;
        } catch (IllegalArgumentException unusable) {
            throw new StartRefused(where + " is not usable. " + unusable.getMessage());
        }
    }

    /**
     * The file comes into being whole: a start that is cut short leaves none, and not half of one.
     */
    private static void make(Path file) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Files.createDirectories(file.getParent());
        Path draft = Files.createTempFile(file.getParent(), FILE, ".new", forOwnerOnly(file));
        Files.writeString(draft, "local:" + Base64.getEncoder().encodeToString(key) + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] forOwnerOnly(Path file) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
