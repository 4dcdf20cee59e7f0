package dev.perdure.architecture.wrong.jdbcstaysinpersistence.persistence.log;

import java.sql.Connection;

public interface SpeaksJdbc {
    Connection connection();
}
