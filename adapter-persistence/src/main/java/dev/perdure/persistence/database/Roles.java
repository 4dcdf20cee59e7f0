package dev.perdure.persistence.database;

/** The two roles that queries run as; whoever logs in is a member of both and runs none itself. */
public final class Roles {

    /** The log and the queue, of every organisation; nothing else. */
    public static final String ENGINE = "perdure_engine";

    /** Reads and catalogue writes, of the organisation of the unit of work. */
    public static final String API = "perdure_api";

    private Roles() {}
}
