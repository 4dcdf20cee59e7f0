package dev.perdure.architecture.wrong.jdbcstaysinpersistence.engine.store;

import java.sql.Connection;

public interface SpeaksJdbc {
    Connection connection();
}
