package dev.perdure.postgres.testing;

/**
 * The address and the credentials of one database of a {@link PostgresTestServer}.
 *
 * @param name of the database
 * @param jdbcUrl without credentials
 * @param user a superuser
 * @param password of the user
 */
public record TestDatabase(String name, String jdbcUrl, String user, String password) {}
