package dev.perdure.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrdinaryUserTest {

    private static final int NOBODY = 65_534;

    private Path open = Path.of("");

    @BeforeEach
    void a_directory_that_every_user_reaches() throws IOException {
        open = Files.createTempDirectory("perdure-ordinary");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @AfterEach
    void remove_it() throws IOException {
        BaseDirectory.delete(open);
    }

    /** As root this test steps down to nobody; otherwise this user is an ordinary one already. */
    @Test
    void an_ordinary_user_runs_a_server_without_any_privilege() throws Exception {
        boolean root = Files.getAttribute(open, "unix:uid").equals(0);
        List<String> asUser =
                root
                        ? List.of(
                                "setpriv",
                                "--reuid=" + NOBODY,
                                "--regid=" + NOBODY,
                                "--clear-groups")
                        : List.of();
        Clusters.prepareBinaries(open.resolve("bin"));
        try (ChildJvm child =
                        ChildJvm.start(
                                asUser,
                                readableClassPath(),
                                open.resolve("base"),
                                open.resolve("bin"));
                Connection connection = child.connect()) {
            assertThat(Clusters.query(connection, "SHOW fsync")).isEqualTo("on");
            int owner = (Integer) Files.getAttribute(open.resolve("base/data"), "unix:uid");
            assertThat(owner).isNotZero();

            List<ProcessHandle> all = child.everything();
            child.kill();
            Clusters.await(
                    "the server has stopped", () -> all.stream().noneMatch(Clusters::running));
        }
    }

    @Test
    void root_on_a_machine_without_user_namespaces_is_told_what_to_do() {
        Commands commands = new Commands(open);
        assertThatThrownBy(() ->
                        ServerUser.of(
                                0, List.of("sh", "-c", "echo 'not permitted'; exit 1"), commands))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessage(
                        "PostgreSQL refuses to run as root, and this machine does not let root step down with 'unshare -U'"
                                + " (not permitted): run this program as an ordinary user, or connect to a PostgreSQL"
                                + " server of your own.");
        assertThatThrownBy(() -> ServerUser.of(0, List.of("no-such-command"), commands))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("no-such-command");
    }

    @Test
    void a_way_to_step_down_that_leaves_root_in_place_is_not_believed() {
        Commands commands = new Commands(open);
        assertThatThrownBy(() -> ServerUser.of(0, List.of("sh", "-c", "echo 0"), commands))
                .isInstanceOf(EmbeddedPostgresException.class);
        assertThat(
                        ServerUser.of(0, List.of("sh", "-c", "echo 65534"), commands)
                                .command(List.of("x")))
                .containsExactly("sh", "-c", "echo 65534", "x");
        assertThat(ServerUser.of(1000, List.of("never", "used"), commands).command(List.of("x")))
                .containsExactly("x");
    }

    private String readableClassPath() throws IOException {
        Path copies = Files.createDirectory(open.resolve("classes"));
        List<String> classPath = new ArrayList<>();
        for (String entry :
                System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
            Path original = Path.of(entry);
            Path copy = copies.resolve(classPath.size() + "-" + original.getFileName());
            if (Files.exists(original)) {
                Clusters.copy(original, copy);
            }
            classPath.add(copy.toString());
        }
        return String.join(File.pathSeparator, classPath);
    }
}
