package dev.perdure.service.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.postgres.testing.PostgresTestServer;
import dev.perdure.postgres.testing.TestDatabase;
import dev.perdure.service.proof.harness.Api;
import dev.perdure.service.proof.harness.Await;
import dev.perdure.service.proof.harness.DatabaseAccess;
import dev.perdure.service.proof.harness.Ports;
import dev.perdure.service.proof.harness.ServiceCommand;
import dev.perdure.service.proof.harness.ServiceProcess;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One service accepts, another one runs. */
class RolesProof {

    private static final Duration END_MAX = Duration.ofMinutes(2);

    @Test
    void what_one_node_accepts_another_runs_and_neither_does_the_others_part() throws Exception {
        TestDatabase fresh = PostgresTestServer.shared().createDatabase();
        DatabaseAccess database =
                new DatabaseAccess(fresh.jdbcUrl(), fresh.user(), fresh.password());
        try (WorkDirectory directory = WorkDirectory.create();
                ServiceProcess accepting =
                        ServiceProcess.start(command(directory, database, "api"))) {
            assertThat(accepting.api().get("/health").json().path("role").asText())
                    .isEqualTo("api");
            Api api = accepting.api();
            String agent = api.agent("{\"name\":\"helper\",\"system_prompt\":\"You help.\"}");
            String session = api.session(agent);
            api.say(session, "Is anybody there?");
            assertThat(database.ask("select count(*) from perdure.node"))
                    .as("nodes that run turns")
                    .isEqualTo("0");
            assertThat(database.ask("select state from perdure.turn")).isEqualTo("0");

            try (ServiceProcess running =
                    ServiceProcess.start(command(directory, database, "worker"))) {
                assertThat(running.api().get("/health").json().path("role").asText())
                        .isEqualTo("worker");
                Await.until(
                        "the worker ends the turn",
                        END_MAX,
                        () -> database.ask("select state from perdure.turn").equals("4"));
                Api.Answer elsewhere = running.api().get("/v1/sessions/" + session);
                assertThat(elsewhere.status()).isEqualTo(503);
                assertThat(elsewhere.contentType()).isEqualTo("application/problem+json");
                assertThat(elsewhere.text()).contains("runs turns");
                assertThatThrownBy(() -> running.agentProtocol().get("/health"))
                        .isInstanceOf(UncheckedIOException.class);
                assertThat(running.stdout()).contains("accepts no requests", "/health");
            }
            assertThat(api.get(Api.events(session)).text()).contains("turn.completed");
        }
    }

    private static ServiceCommand command(
            WorkDirectory directory, DatabaseAccess database, String role) {
        return ServiceCommand.on(directory.resolve(role), Ports.free())
                .with("PERDURE_DATABASE_URL", database.url())
                .with("PERDURE_ROLE", role);
    }
}
