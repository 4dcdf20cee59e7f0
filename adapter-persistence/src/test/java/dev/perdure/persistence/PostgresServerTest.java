package dev.perdure.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.perdure.persistence.database.PersistenceException;
import dev.perdure.postgres.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class PostgresServerTest {

    @Test
    void a_server_says_its_version_and_its_time() {
        try (Database database = Database.empty()) {
            TestDatabase address = database.address();
            PostgresServer server =
                    PostgresServer.at(address.jdbcUrl(), address.user(), address.password());
            assertThat(server.isRecentEnough()).isTrue();
            assertThat(server.clock()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        }
    }

    @Test
    void a_version_below_the_oldest_that_will_do_is_not_recent_enough() {
        assertThat(new PostgresServer(PostgresServer.VERSION_MIN, Instant.EPOCH).isRecentEnough())
                .isTrue();
        assertThat(
                        new PostgresServer(PostgresServer.VERSION_MIN - 1, Instant.EPOCH)
                                .isRecentEnough())
                .isFalse();
    }

    @Test
    void a_server_that_does_not_answer_is_told_of_in_a_sentence() throws IOException {
        String address;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = "jdbc:postgresql://localhost:" + taken.getLocalPort() + "/postgres";
        }
        assertThatExceptionOfType(PersistenceException.class)
                .isThrownBy(() -> PostgresServer.at(address, "somebody", "secret"))
                .withMessageContaining("cannot be reached")
                .withMessageNotContaining("secret");
    }
}
