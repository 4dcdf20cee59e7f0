package dev.perdure.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.agent.AgentStatus;
import dev.perdure.agent.AgentVersion;
import dev.perdure.budget.Account;
import dev.perdure.budget.Budget;
import dev.perdure.budget.BudgetCurrency;
import dev.perdure.budget.BudgetEntry;
import dev.perdure.budget.BudgetId;
import dev.perdure.budget.BudgetSubject;
import dev.perdure.budget.BudgetTerms;
import dev.perdure.budget.CallKey;
import dev.perdure.budget.Charge;
import dev.perdure.contract.Sample;
import dev.perdure.contract.SampleSchedules;
import dev.perdure.contract.SampleSnapshots;
import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.file.FileChange;
import dev.perdure.engine.file.FileContent;
import dev.perdure.engine.file.FileOrigin;
import dev.perdure.engine.file.FileWrite;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.store.BudgetChange;
import dev.perdure.engine.store.KeptSecret;
import dev.perdure.engine.store.MemoryEntry;
import dev.perdure.engine.store.MemoryScope;
import dev.perdure.engine.store.OpenCircuit;
import dev.perdure.engine.store.Reserving;
import dev.perdure.engine.work.Epoch;
import dev.perdure.event.StreamVersion;
import dev.perdure.file.FilePath;
import dev.perdure.file.Workspace;
import dev.perdure.file.WorkspaceId;
import dev.perdure.json.JsonObject;
import dev.perdure.model.FailureKind;
import dev.perdure.persistence.database.EngineTransactions;
import dev.perdure.persistence.database.TenantTransactions;
import dev.perdure.provider.Provider;
import dev.perdure.provider.ProviderId;
import dev.perdure.provider.ProviderSettings;
import dev.perdure.provider.SealedSecret;
import dev.perdure.schedule.Schedule;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.toolserver.ToolServer;
import dev.perdure.toolserver.ToolServerId;
import dev.perdure.toolserver.ToolServerSettings;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Row level security keeps tenants apart, whatever a statement forgets to say. */
class TenantIsolationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final OrganisationId one = new OrganisationId(UUID.randomUUID());
    private final OrganisationId other = new OrganisationId(UUID.randomUUID());
    private final Database database = Database.migrated();
    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private final TenantTransactions tenants = new TenantTransactions(source);
    private final EngineTransactions engine = new EngineTransactions(source);

    @BeforeEach
    void storeSomethingOfEachKindForBoth() {
        source.setUrl(database.address().jdbcUrl());
        source.setUser(database.address().user());
        source.setPassword(database.address().password());
        try (PostgresStorage node = database.storage()) {
            for (OrganisationId organisation : new OrganisationId[] {one, other}) {
                SessionScenario session =
                        SessionScenario.of(node, SessionScenario.freshKey(organisation), PATIENCE);
                session.append(new Guard.NewStream(), Sample.opening());
                session.write(Sample.delta("a piece"));
                session.enqueue();
                node.sessions().markDelivered(Map.of(session.key(), new StreamVersion(1)));
                node.snapshots().keep(session.key(), SampleSnapshots.bare(new StreamVersion(1)));
                node.workspaces().insert(workspace(organisation));
                node.files()
                        .write(
                                FileWrite.of(
                                        WorkspaceKey.own(session.key()),
                                        new FilePath("/a-file"),
                                        new FileChange.Put(FileContent.of("content"), null),
                                        Instant.EPOCH));
                node.agents().insert(agent(organisation));
                node.providers().insert(provider(organisation));
                Budget budget = budget(organisation);
                node.budgets().insert(budget);
                node.budgets()
                        .change(
                                organisation,
                                budget.id(),
                                new BudgetChange(same -> same, entry(budget)),
                                Instant.EPOCH);
                node.budgets()
                        .reserve(
                                new Reserving(
                                        new CallKey(
                                                session.key(),
                                                Sample.turn(),
                                                StepNumber.FIRST,
                                                Attempt.FIRST),
                                        Epoch.UNCLAIMED,
                                        List.of(budget.terms().subject()),
                                        new Charge(null, 2)),
                                Instant.EPOCH);
                node.toolServers().insert(server(organisation));
                node.circuits()
                        .replace(
                                organisation,
                                "an account",
                                null,
                                new OpenCircuit(Instant.EPOCH, 1, FailureKind.OVERLOADED, false));
                Schedule schedule = SampleSchedules.daily(session.key());
                node.schedules().insert(schedule, 1);
                node.memories()
                        .insert(
                                new MemoryEntry(
                                        new MemoryScope(organisation, null),
                                        "a name",
                                        "a text",
                                        MemoryEntry.VERSION_FIRST,
                                        FileOrigin.CLIENT,
                                        Instant.EPOCH,
                                        Instant.EPOCH),
                                1);
                node.secrets()
                        .put(
                                session.key(),
                                List.of(
                                        new KeptSecret(
                                                session.key(),
                                                "a-name",
                                                new SealedSecret("k", "w", "s"),
                                                Instant.EPOCH,
                                                Instant.EPOCH)),
                                1);
                node.schedules()
                        .replace(
                                schedule.paused(Instant.EPOCH),
                                List.of(SampleSchedules.slot(schedule, Instant.EPOCH)));
            }
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Agent agent(OrganisationId organisation) {
        return new Agent(
                new AgentId(UUID.randomUUID()),
                organisation,
                "a-slug",
                AgentVersion.FIRST,
                AgentSettings.of("A name", "Be brief."),
                AgentStatus.ACTIVE,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private static Workspace workspace(OrganisationId organisation) {
        return new Workspace(
                new WorkspaceId(UUID.randomUUID()),
                organisation,
                "a name",
                "",
                Instant.EPOCH,
                Instant.EPOCH,
                null);
    }

    private static Budget budget(OrganisationId organisation) {
        return new Budget(
                new BudgetId(UUID.randomUUID()),
                organisation,
                new BudgetTerms(
                        new BudgetSubject(BudgetSubject.Kind.ORGANISATION, organisation.value()),
                        BudgetCurrency.TOKENS,
                        BigDecimal.ONE,
                        null,
                        null,
                        BudgetTerms.Mode.ACTIVE,
                        JsonObject.empty()),
                Account.fresh(Instant.EPOCH),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private static BudgetEntry entry(Budget budget) {
        return new BudgetEntry(
                UUID.randomUUID(),
                budget.id(),
                BigDecimal.ONE,
                BudgetEntry.Source.TOP_UP,
                "",
                null,
                null,
                Instant.EPOCH);
    }

    private static Provider provider(OrganisationId organisation) {
        return new Provider(
                new ProviderId(UUID.randomUUID()),
                organisation,
                "a-slug",
                Provider.VERSION_FIRST,
                new ProviderSettings("A name", "custom", "", true, null, null, null, List.of()),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private static ToolServer server(OrganisationId organisation) {
        return new ToolServer(
                new ToolServerId(UUID.randomUUID()),
                organisation,
                "a-name",
                ToolServer.VERSION_FIRST,
                new ToolServerSettings(
                        "https://tools.example/",
                        true,
                        false,
                        List.of(),
                        List.of(),
                        null,
                        List.of(),
                        null),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "session",
                "session_entry",
                "event",
                "delta",
                "turn",
                "delivery",
                "snapshot",
                "agent",
                "agent_version",
                "provider",
                "tool_server",
                "circuit",
                "budget",
                "budget_entry",
                "budget_held",
                "workspace",
                "file_space",
                "file_blob",
                "file_version",
                "schedule",
                "schedule_slot",
                "session_secret",
                "memory_entry"
            })
    void a_query_without_a_predicate_sees_one_organisation(String table) {
        assertThat(organisations(table)).isEqualTo(2);

        String seen = "select string_agg(distinct organisation::text, ',') from perdure." + table;
        assertThat(read(one, seen)).isEqualTo(one.value().toString());
        assertThat(read(other, seen)).isEqualTo(other.value().toString());
        assertThat(
                        read(
                                new OrganisationId(UUID.randomUUID()),
                                "select count(*) from perdure." + table))
                .isEqualTo("0");
    }

    private int organisations(String table) {
        return Integer.parseInt(
                database.run("select count(distinct organisation) from perdure." + table));
    }

    private String read(OrganisationId organisation, String sql) {
        return tenants.call(
                organisation, handle -> handle.createQuery(sql).mapTo(String.class).one());
    }

    @Test
    void every_table_that_names_an_organisation_is_forced_under_row_level_security() {
        assertThat(
                        database.run(
                                """
                                select string_agg(c.relname, ',') from pg_class c
                                join pg_attribute a on a.attrelid = c.oid and a.attname = 'organisation'
                                where c.relnamespace = 'perdure'::regnamespace and not c.relispartition
                                    and c.relkind in ('r', 'p')
                                    and not (c.relrowsecurity and c.relforcerowsecurity)
                                """))
                .isEqualTo("null");
    }

    @Test
    void a_partition_cannot_be_read_beside_its_table() {
        String partition =
                database.run(
                        "select 'perdure.' || c.relname from perdure.delta d"
                                + " join pg_class c on c.oid = d.tableoid limit 1");

        assertThatThrownBy(() -> read(one, "select count(*) from " + partition))
                .isInstanceOf(JdbiException.class)
                .hasMessageContaining("permission denied");
    }

    @Test
    void nobody_writes_for_another_organisation() {
        assertThatThrownBy(() ->
                        tenants.call(
                                one,
                                handle ->
                                        handle.execute(
                                                "insert into perdure.agent_version values (?, 1, ?, '')",
                                                UUID.randomUUID(),
                                                other.value())))
                .isInstanceOf(JdbiException.class)
                .hasMessageContaining("row-level security");
        assertThat(
                        tenants.<Integer, RuntimeException>call(
                                one,
                                handle ->
                                        handle.execute(
                                                "delete from perdure.event where organisation = ?",
                                                other.value())))
                .isZero();
    }

    @Test
    void readers_write_no_log_and_the_engine_reads_no_catalogue() {
        assertThatThrownBy(() ->
                        tenants.call(
                                one,
                                handle -> handle.execute("update perdure.session set epoch = 9")))
                .isInstanceOf(JdbiException.class)
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() ->
                        engine.call(handle ->
                                handle.createQuery("select count(*) from perdure.agent")
                                        .mapTo(Long.class)
                                        .one()))
                .isInstanceOf(JdbiException.class)
                .hasMessageContaining("permission denied");
    }

    @Test
    void neither_role_is_one_that_row_level_security_leaves_alone() {
        String who =
                "select current_user || ' ' || (rolsuper or rolbypassrls)::text from pg_roles"
                        + " where rolname = current_user";

        assertThat(read(one, who)).isEqualTo("perdure_api false");
        assertThat(
                        engine.<String, RuntimeException>call(
                                handle -> handle.createQuery(who).mapTo(String.class).one()))
                .isEqualTo("perdure_engine false");
    }
}
