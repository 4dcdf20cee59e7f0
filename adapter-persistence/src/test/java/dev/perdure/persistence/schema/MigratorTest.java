package dev.perdure.persistence.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.persistence.Database;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigratorTest {

    private final Database database = Database.empty();
    private final AtomicInteger connections = new AtomicInteger();
    private final Migrator migrator =
            new Migrator(() -> {
                connections.incrementAndGet();
                return database.connect();
            });

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void an_empty_database_gets_the_schema_and_nothing_outside_it() {
        migrator.migrate();

        assertThat(tables("perdure")).contains("session").contains("event").contains("turn");
        assertThat(tables("public")).isEqualTo("null");
        assertThat(connections).hasValue(1);
    }

    private String tables(String schema) {
        return database.run(
                "select string_agg(tablename, ',') from pg_tables where schemaname = ?", schema);
    }

    @Test
    void doing_it_again_changes_nothing() {
        migrator.migrate();
        String before = database.run("select count(*) from perdure.databasechangelog");

        migrator.migrate();
        database.run("comment on schema perdure is 'changelog of another version'");
        migrator.migrate();

        assertThat(database.run("select count(*) from perdure.databasechangelog"))
                .isEqualTo(before);
        assertThat(database.run("select obj_description('perdure'::regnamespace, 'pg_namespace')"))
                .isEqualTo(Fingerprint.ofChangelog().text());
    }

    @Test
    void several_processes_at_once_do_it_once() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> starts =
                    Stream.generate(() ->
                                    (Callable<Void>)
                                            () -> {
                                                migrator.migrate();
                                                return null;
                                            })
                            .limit(4)
                            .toList();
            for (Future<Void> start : threads.invokeAll(starts)) {
                start.get();
            }
        }

        assertThat(
                        database.run(
                                "select count(*) = count(distinct id) from perdure.databasechangelog"))
                .isEqualTo("true");
    }

    @Test
    void a_process_that_was_killed_half_way_does_not_stop_the_next() {
        migrator.migrate();
        database.run("comment on schema perdure is null");
        database.run(
                "update perdure.databasechangeloglock set locked = true, lockgranted = now(),"
                        + " lockedby = 'the dead'");
        database.run(
                "delete from perdure.databasechangelog where id = 'delta-partitions-one-by-one'");
        database.run("drop function perdure.drop_delta_partition(text, bigint, uuid[], uuid[])");
        database.run("drop function perdure.forget_default_deltas(bigint, uuid[])");
        database.run(
                "create function perdure.drop_delta_partitions(bigint, uuid[], uuid[]) returns integer"
                        + " language sql as 'select 0'");

        migrator.migrate();

        assertThat(database.run("select to_regproc('perdure.drop_delta_partition') is not null"))
                .isEqualTo("true");
    }

    @Test
    void nothing_is_printed() {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            migrator.migrate();
        } finally {
            System.setOut(out);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void liquibase_is_not_allowed_to_call_home() {
        migrator.migrate();

        assertThat(System.getProperty("liquibase.analytics.enabled")).isEqualTo("false");
    }

    @Test
    void the_connection_is_given_back_without_the_lock() {
        migrator.migrate();

        assertThat(
                        database.run(
                                "select count(*) from pg_locks where locktype = 'advisory' and database ="
                                        + " (select oid from pg_database where datname = current_database())"))
                .isEqualTo("0");
    }
}
