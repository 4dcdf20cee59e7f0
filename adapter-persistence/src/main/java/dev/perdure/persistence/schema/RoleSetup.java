package dev.perdure.persistence.schema;

import dev.perdure.persistence.database.PersistenceException;
import dev.perdure.persistence.database.Roles;
import dev.perdure.persistence.database.SqlStates;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;

/**
 * The two roles and the membership of whoever logs in. Roles belong to the whole cluster, so
 * another database may have made them already, or may be about to.
 */
final class RoleSetup {

    private RoleSetup() {}

    static void ensure(Connection connection) throws SQLException {
        String user = connection.getMetaData().getUserName();
        try (Statement statement = connection.createStatement()) {
            for (String role : List.of(Roles.ENGINE, Roles.API)) {
                statement.execute(creating(role));
                if (!canTakeOn(statement, role)) {
                    statement.execute(joining(role));
                    statement.execute("set role " + role);
                    statement.execute("reset role");
                }
            }
        } catch (SQLException e) {
            if (SqlStates.isMissingPrivilege(e)) {
                throw PersistenceException.missingRoles(user, e);
            }
            throw e;
        }
    }

    /** Since version 16 a member may be denied taking the role on, so the test is to do it. */
    private static boolean canTakeOn(Statement statement, String role) throws SQLException {
        Connection connection = statement.getConnection();
        Savepoint before = connection.getAutoCommit() ? null : connection.setSavepoint();
        try {
            statement.execute("set role " + role);
            statement.execute("reset role");
            return true;
        } catch (SQLException e) {
            if (SqlStates.isMissingPrivilege(e)) {
                if (before != null) {
                    connection.rollback(before);
                }
                return false;
            }
            throw e;
        }
    }

    private static String creating(String role) {
        return """
        do $$ begin
            if not exists (select from pg_roles where rolname = '%1$s') then
                create role %1$s nologin;
            end if;
        exception when duplicate_object or unique_violation then
            null;
        end $$
        """
                .formatted(role);
    }

    /** To take it on and no more; before version 16 a member cannot be kept from inheriting. */
    private static String joining(String role) {
        return """
        do $$ begin
            execute format('grant %1$s to %%I', current_user)
                || case when current_setting('server_version_num')::int >= 160000
                    then ' with inherit false, set true' else '' end;
        end $$
        """
                .formatted(role);
    }
}
