package dev.perdure.persistence.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What the SQLSTATE of a failure tells about the statement that failed. */
public final class SqlStates {

    private SqlStates() {}

    /** Whether the connection is gone, so that nobody knows what became of the statement. */
    public static boolean isConnectionLost(SQLException failure) {
        String state = state(failure);
        return state == null
                || state.startsWith("08")
                || state.startsWith("57P0")
                || state.startsWith("58")
                || state.startsWith("XX");
    }

    /** The same of whatever was thrown because of such a failure. */
    public static boolean isConnectionLost(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return isConnectionLost(sql);
            }
        }
        return false;
    }

    /** Whether the same statement may well succeed a moment later. */
    public static boolean isTransient(SQLException failure) {
        String state = state(failure);
        return state != null
                && (state.startsWith("40")
                        || state.startsWith("53")
                        || state.startsWith("55")
                        || state.startsWith("57"));
    }

    /** Whether somebody else's lock was waited for as long as the connection may. */
    public static boolean isLockTimeout(SQLException failure) {
        return "55P03".equals(state(failure));
    }

    public static boolean isUniqueViolation(SQLException failure) {
        return "23505".equals(state(failure));
    }

    public static boolean isMissingPrivilege(SQLException failure) {
        return "42501".equals(state(failure));
    }

    /** Whether the server does not let this user into this database, or has no such database. */
    public static boolean isRefusedLogin(SQLException failure) {
        String state = state(failure);
        return state != null && (state.startsWith("28") || state.startsWith("3D"));
    }

    private static @Nullable String state(SQLException failure) {
        return failure.getSQLState();
    }
}
