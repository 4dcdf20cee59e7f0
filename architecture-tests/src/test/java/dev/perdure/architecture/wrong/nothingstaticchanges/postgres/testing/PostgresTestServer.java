package dev.perdure.architecture.wrong.nothingstaticchanges.postgres.testing;

public final class PostgresTestServer {
    static int started;

    private PostgresTestServer() {}
}
