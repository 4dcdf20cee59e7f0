package dev.perdure.persistence.database;

/** Why a storage cannot be opened, as a sentence for whoever runs it, with what to do about it. */
public final class PersistenceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private PersistenceException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    private PersistenceException(String sentence) {
        super(sentence);
    }

    public static PersistenceException unreachable(Throwable cause) {
        return new PersistenceException(
                "PostgreSQL cannot be reached ("
                        + cause.getMessage()
                        + "). Check that it runs, and the address, user and password it was given.",
                cause);
    }

    public static PersistenceException tooOld(String found, int majorMin) {
        return new PersistenceException(
                "The database is PostgreSQL "
                        + found
                        + ", and PostgreSQL "
                        + majorMin
                        + " or newer is needed. Upgrade the server or name another one.");
    }

    public static PersistenceException missingPrivilege(String what, Throwable cause) {
        return new PersistenceException(
                "The database user may not "
                        + what
                        + " ("
                        + cause.getMessage()
                        + "). Grant it, or migrate once as an owner of the database.",
                cause);
    }

    public static PersistenceException missingRoles(String user, Throwable cause) {
        return new PersistenceException(
                "The database user "
                        + user
                        + " may neither create the roles of the engine nor take them on. As a superuser, run once:"
                        + " CREATE ROLE perdure_engine NOLOGIN; CREATE ROLE perdure_api NOLOGIN;"
                        + " GRANT perdure_engine, perdure_api TO "
                        + user
                        + ";",
                cause);
    }

    public static PersistenceException notMigrated(Throwable cause) {
        return new PersistenceException(
                "The schema of the database could not be brought up to date ("
                        + cause.getMessage()
                        + ").",
                cause);
    }
}
