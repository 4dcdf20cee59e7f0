package dev.perdure.service;

import dev.perdure.service.Database.DatabaseAddress;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections for looking at a database; the storage makes its own. */
final class DataSources {

    /** Seconds until a server that does not answer is called unreachable. */
    private static final int CONNECT_SECONDS_MAX = 10;

    private DataSources() {}

    static DataSource direct(DatabaseAddress address) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(address.jdbcUrl());
        if (!address.user().isEmpty()) {
            source.setUser(address.user());
            source.setPassword(address.password());
        }
        source.setConnectTimeout(CONNECT_SECONDS_MAX);
        source.setTcpKeepAlive(true);
        source.setApplicationName("perdure");
        return source;
    }

}