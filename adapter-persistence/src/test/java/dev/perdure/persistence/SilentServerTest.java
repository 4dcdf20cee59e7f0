package dev.perdure.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Background;
import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.store.SessionStore.SessionQuery;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.engine.store.Window;
import dev.perdure.persistence.database.EngineConnection;
import dev.perdure.persistence.database.EngineTransactions;
import dev.perdure.persistence.database.TenantTransactions;
import dev.perdure.tenant.OrganisationId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A server that does not answer holds nobody for ever, and lets go of clients that are gone. */
class SilentServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final SessionQuery ALL = new SessionQuery(null, "", new Window(0, 10));

    private final Database database = Database.migrated();
    private final PostgresStorage node = database.storage();

    @AfterEach
    void close() {
        node.close();
        database.close();
    }

    @Test
    void the_server_is_asked_to_let_go_of_clients_that_are_gone() throws Exception {
        String waits =
                "select current_setting('client_connection_check_interval')"
                        + " || ' ' || current_setting('idle_in_transaction_session_timeout')";
        try (EngineConnection direct = new EngineConnection(database::connect, "test");
                Statement statement = direct.get().createStatement();
                ResultSet row = statement.executeQuery(waits)) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("1s 10s");
        }
        PGSimpleDataSource pool = new PGSimpleDataSource();
        pool.setUrl(database.address().jdbcUrl());
        pool.setUser(database.address().user());
        pool.setPassword(database.address().password());
        String idle = "select current_setting('idle_in_transaction_session_timeout')";
        assertThat(
                        new EngineTransactions(pool)
                                .<String, RuntimeException>call(handle ->
                                        handle.createQuery(idle).mapTo(String.class).one()))
                .isEqualTo("10s");
        assertThat(
                        new TenantTransactions(pool)
                                .<String, RuntimeException>call(
                                        OrganisationId.DEFAULT,
                                        handle ->
                                                handle.createQuery(idle).mapTo(String.class).one()))
                .isEqualTo("10s");
    }

    @Test
    void a_pooled_query_without_an_answer_ends_as_unavailable() throws Exception {
        SessionScenario.opened(node, PATIENCE);
        try (Connection other = database.connect();
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("lock table perdure.session_entry in access exclusive mode");

            try (Background<Object> list =
                    Background.start(() -> node.sessions().list(OrganisationId.DEFAULT, ALL))) {
                assertThat(list.awaitFailure(PATIENCE)).isInstanceOf(StoreUnavailable.class);
            }
            other.rollback();
        }

        assertThat(node.sessions().list(OrganisationId.DEFAULT, ALL).items()).hasSize(1);
    }
}
