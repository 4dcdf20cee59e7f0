package dev.perdure.service.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.service.proof.harness.Api;
import dev.perdure.service.proof.harness.Frame;
import dev.perdure.service.proof.harness.Ports;
import dev.perdure.service.proof.harness.ServiceCommand;
import dev.perdure.service.proof.harness.ServiceProcess;
import dev.perdure.service.proof.harness.SseConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a person meets who starts and stops the service, and what stops a start. */
@ExtendWith(OneService.class)
class StartAndStopProof {

    /** Generous: the machine of a build is busy. What was measured is printed. */
    private static final Duration STOP_MAX = Duration.ofSeconds(30);

    private static final Duration FRAME_MAX = Duration.ofMinutes(2);
    private static final Duration REFUSAL_MAX = Duration.ofMinutes(3);
    private static final int STREAMS = 20;

    private WorkDirectory directory;
    private ServiceCommand command;

    @BeforeEach
    void a_place_of_its_own() {
        directory = WorkDirectory.create();
        command = ServiceCommand.on(directory.resolve("data"), Ports.free());
    }

    @AfterEach
    void remove() throws Exception {
        directory.close();
    }

    @Test
    void a_clean_stop_says_goodbye_to_every_stream_and_is_quick() throws Exception {
        ServiceCommand impatient = command.with("PERDURE_DRAIN_SECONDS", "0");
        try (ServiceProcess service = ServiceProcess.start(impatient)) {
            assertThat(service.stdout())
                    .contains("Perdure", "http://localhost:" + service.port(), "curl -N");
            List<ProcessHandle> postgres = service.postgres();
            assertThat(postgres).isNotEmpty();
            List<SseConnection> streams = streams(service);

            Duration elapsed = service.terminate();

            System.out.printf(
                    "PROOF clean stop: SIGTERM to the end with %d open streams and a running turn:"
                            + " %d ms%n",
                    streams.size(), elapsed.toMillis());
            for (SseConnection stream : streams) {
                Frame farewell =
                        stream.await(
                                "the farewell",
                                FRAME_MAX,
                                frame -> frame.event().equals("disconnecting"));
                assertThat(farewell.json().path("reason").asText()).isEqualTo("shutdown");
                assertThat(stream.next(FRAME_MAX)).isEmpty();
                assertThat(stream.hasEnded()).isTrue();
                stream.close();
            }
            assertThat(elapsed).isLessThan(STOP_MAX);
            assertThat(postgres).noneMatch(ProcessHandle::isAlive);
            assertThat(service.stderr()).doesNotContain("ERROR").doesNotContain("Exception");
        }
    }

    private static List<SseConnection> streams(ServiceProcess service) throws Exception {
        String agent =
                service.api()
                        .agent(
                                "{\"name\":\"slow\",\"system_prompt\":\"You take your time.\","
                                        + "\"model_settings\":{\"simulated\":{\"first_delta_ms\":0,"
                                        + "\"delta_ms\":50,\"words\":5000}}}");
        String busy = service.api().session(agent);
        service.api().say(busy, "Tell me everything.");
        List<SseConnection> streams = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            String session = i % 4 == 0 ? busy : service.api().session(agent);
            SseConnection stream = SseConnection.open(service.port(), Api.stream(session));
            String first = i % 4 == 0 ? "output.message.delta" : "session.started";
            stream.await(first, FRAME_MAX, frame -> frame.event().equals(first));
            streams.add(stream);
        }
        return streams;
    }

    @Test
    void a_taken_port_is_named() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());
            assertThat(refusal(command.with("PERDURE_PORT", port), 1))
                    .contains(port, "PERDURE_PORT");
            assertThat(refusal(command.with("PERDURE_AGENT_PROTOCOL_PORT", port), 1))
                    .contains(port, "PERDURE_AGENT_PROTOCOL_PORT");
        }
    }

    @Test
    void a_file_in_the_place_of_the_data_directory_is_named() throws Exception {
        Path file = Files.writeString(directory.resolve("data"), "not a directory");
        assertThat(refusal(command, 1)).contains(file.toString());
        assertThat(file).hasContent("not a directory");
    }

    @Test
    void a_data_directory_that_another_service_uses_is_refused(ServiceProcess running)
            throws Exception {
        String taken = running.dataDirectory().toString();
        assertThat(refusal(command.with("PERDURE_DATA_DIR", taken), 1)).contains(taken);
        assertThat(running.api().isHealthy()).isTrue();
    }

    @Test
    void a_database_that_does_not_answer_is_named_without_its_password() throws Exception {
        String address = "127.0.0.1:" + Ports.free().main();
        String url = "postgres://someone:s3cret@" + address + "/somewhere";
        assertThat(refusal(command.with("PERDURE_DATABASE_URL", url), 1))
                .contains(address)
                .doesNotContain("s3cret");
    }

    @Test
    void a_database_that_refuses_the_password_is_named(ServiceProcess running) throws Exception {
        String place = running.database().jdbcUrl().substring("jdbc:postgresql://".length());
        String url = "postgres://perdure:wr0ng@" + place;
        assertThat(refusal(command.with("PERDURE_DATABASE_URL", url), 1))
                .contains("PERDURE_DATABASE_URL")
                .doesNotContain("wr0ng");
        assertThat(refusal(command.with("PERDURE_DATABASE_URL", "mysql://localhost/x"), 1))
                .contains("PERDURE_DATABASE_URL");
    }

    @Test
    void a_configuration_that_cannot_be_used_is_named() throws Exception {
        Path file = directory.resolve("own.yml");
        ServiceCommand own = command.with("PERDURE_CONFIG", file.toString());
        assertThat(refusal(own, 1)).contains(file.toString());

        Files.writeString(file, "http: [\n  port: : 9\n");
        assertThat(refusal(own, 1)).contains(file.toString());

        Files.writeString(file, "http:\n  prot: 9000\n");
        assertThat(refusal(own, 1)).contains(file.toString(), "prot");

        Files.writeString(file, "engine:\n  places: many\n");
        assertThat(refusal(own, 1)).contains(file.toString());
    }

    @Test
    void a_command_nobody_knows_is_refused_as_misuse() throws Exception {
        assertThat(refusal(command.saying("fly"), 2)).contains("fly", "--help");
        assertThat(refusal(command.saying("serve", "now"), 2)).contains("--help");
    }

    @Test
    void help_and_version_are_answered_without_starting_anything() throws Exception {
        try (ServiceProcess help = ServiceProcess.launch(command.saying("--help"))) {
            assertThat(help.exitStatus(REFUSAL_MAX)).isZero();
            assertThat(help.stdout())
                    .contains("PERDURE_PORT", "PERDURE_DATA_DIR", "PERDURE_DATABASE_URL");
        }
        try (ServiceProcess version = ServiceProcess.launch(command.saying("--version"))) {
            assertThat(version.exitStatus(REFUSAL_MAX)).isZero();
            assertThat(version.stdout()).startsWith("perdure ");
        }
        assertThat(directory.resolve("data")).doesNotExist();
    }

    /** The one sentence with which a start was refused. */
    private static String refusal(ServiceCommand command, int status) throws Exception {
        try (ServiceProcess refused = ServiceProcess.launch(command)) {
            assertThat(refused.exitStatus(REFUSAL_MAX)).as(refused.printed()).isEqualTo(status);
            List<String> lines = refused.stderr().lines().toList();
            assertThat(lines).as(refused.printed()).hasSize(1);
            assertThat(lines.getFirst()).startsWith("perdure: ").doesNotContain("Exception");
            assertThat(refused.stdout()).isEmpty();
            return lines.getFirst();
        }
    }
}
