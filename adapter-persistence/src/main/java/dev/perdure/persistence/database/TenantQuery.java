package dev.perdure.persistence.database;

/**
 * Statements that read, to be run one after the other in one unit of work of an organisation.
 *
 * @param sql with what makes it the organisation's in front
 */
public record TenantQuery(String sql) {

    /**
     * The first parameter is the organisation. Local to the transaction, which ends with the last.
     */
    private static final String ENTER =
            "select set_config('role', '"
                    + Roles.API
                    + "', true), set_config('perdure.organisation', ?, true);\n";

    /**
     * Puts statements together.
     *
     * @param statements whose parameters are bound in order, one statement after the other
     */
    public static TenantQuery of(String... statements) {
        return new TenantQuery(ENTER + String.join(";\n", statements));
    }
}
