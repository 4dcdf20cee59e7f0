package dev.perdure.persistence.schema;

import dev.perdure.persistence.database.PersistenceException;
import dev.perdure.persistence.database.SqlStates;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.lockservice.LockServiceFactory;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/** Runs the changesets that the database has not seen, by Liquibase and without its side shows. */
final class Changelog {

    static final String PATH = "dev/perdure/persistence/schema/changelog.sql";
    private static final String SCHEMA = "perdure";

    private Changelog() {}

    static void update(Connection connection) throws SQLException {
        // Liquibase reads this when its classes are loaded, so no scope can say it in time.
        if (System.getProperty("liquibase.analytics.enabled") == null) {
            System.setProperty("liquibase.analytics.enabled", "false");
        }
        Map<String, Object> quiet =
                Map.of(
                        Scope.Attr.logService.name(), new LiquibaseLogs(),
                        Scope.Attr.ui.name(), new LoggerUIService());
        boolean autoCommit = connection.getAutoCommit();
        try {
            Scope.child(quiet, () -> updateIn(connection));
        } catch (Exception e) {
            throw problem(e);
        } finally {
            if (!connection.isClosed() && connection.getAutoCommit() != autoCommit) {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        }
    }

    private static void updateIn(Connection connection) throws Exception {
        Database database =
                DatabaseFactory.getInstance()
                        .findCorrectDatabaseImplementation(new JdbcConnection(connection));
        database.setDefaultSchemaName(SCHEMA);
        database.setLiquibaseSchemaName(SCHEMA);
        try (ClassLoaderResourceAccessor resources =
                new ClassLoaderResourceAccessor(Changelog.class.getClassLoader())) {
            // Not closed: that would close the connection, which still holds our lock.
            Liquibase liquibase = new Liquibase(PATH, resources, database);
            liquibase.setShowSummary(UpdateSummaryEnum.OFF);
            liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
            // Ours is the lock that counts; one of Liquibase's that a killed process left is void.
            LockServiceFactory.getInstance().getLockService(database).forceReleaseLock();
            liquibase.update(new Contexts(), new LabelExpression());
        }
    }

    private static PersistenceException problem(Exception failure) throws SQLException {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                if (SqlStates.isMissingPrivilege(sql)) {
                    return PersistenceException.missingPrivilege("change the schema", sql);
                }
                throw sql;
            }
        }
        return PersistenceException.notMigrated(failure);
    }
}
