package dev.perdure.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void help_names_every_setting_that_the_standard_configuration_reads() throws IOException {
        assertThat(run("--help")).isZero();

        String standard;
        try (var resource = PerdureService.class.getResourceAsStream("/perdure.yml")) {
            standard = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
        Matcher setting = Pattern.compile("\\$\\{(PERDURE_\\w+)").matcher(standard);
        int settings = 0;
        while (setting.find()) {
            settings++;
            assertThat(text(out)).contains(setting.group(1));
        }
        assertThat(settings).isGreaterThan(5);
    }

    @Test
    void an_unknown_command_is_refused_with_a_hint() {
        assertThat(run("dance")).isEqualTo(2);

        assertThat(text(err))
                .isEqualTo(
                        "perdure: there is no command dance. `perdure --help` lists the commands.\n");
    }

    @Test
    void a_command_takes_no_further_words() {
        assertThat(run("serve", "now")).isEqualTo(2);

        assertThat(text(err)).startsWith("perdure: serve takes no further words.");
    }

    @Test
    void a_configuration_that_is_no_yaml_is_refused_in_one_sentence(@TempDir Path directory)
            throws IOException {
        Path file = Files.writeString(directory.resolve("broken.yml"), "http: [");

        int status =
                PerdureService.run(
                        new String[0],
                        Map.of("PERDURE_CONFIG", file.toString()),
                        print(out),
                        print(err));

        assertThat(status).isEqualTo(1);
        assertThat(text(err).lines()).hasSize(1);
        assertThat(text(err)).startsWith("perdure: The configuration " + file);
    }

    @Test
    void an_unknown_member_of_the_configuration_is_refused_by_name(@TempDir Path directory)
            throws IOException {
        Path file = Files.writeString(directory.resolve("typo.yml"), "http:\n  prot: 9000\n");

        int status =
                PerdureService.run(
                        new String[0],
                        Map.of("PERDURE_CONFIG", file.toString()),
                        print(out),
                        print(err));

        assertThat(status).isEqualTo(1);
        assertThat(text(err)).contains("prot");
    }

    @Test
    void a_taken_port_stops_the_start_before_anything_else_is_started(@TempDir Path directory)
            throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path file =
                    Files.writeString(
                            directory.resolve("taken.yml"),
                            "http: {port: "
                                    + taken.getLocalPort()
                                    + ", agentProtocolPort: 0, bind: loopback}\n"
                                    + "database: {url: '', dataDir: '"
                                    + directory.resolve("data")
                                    + "'}\n");

            int status =
                    PerdureService.run(
                            new String[0],
                            Map.of("PERDURE_CONFIG", file.toString()),
                            print(out),
                            print(err));

            assertThat(status).isEqualTo(1);
            assertThat(text(err))
                    .isEqualTo(
                            "perdure: Port "
                                    + taken.getLocalPort()
                                    + " is in use by another program: stop that program, or choose"
                                    + " another port with PERDURE_PORT=<port>.\n");
            assertThat(directory.resolve("data")).doesNotExist();
        }
    }

    private int run(String... arguments) {
        return PerdureService.run(arguments, Map.of(), print(out), print(err));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
