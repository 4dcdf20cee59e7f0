package dev.perdure.architecture.wrong.jdbcstaysinpersistence.postgres.testing;

import java.sql.Connection;

public interface SpeaksJdbc {
    Connection connection();
}
