package dev.perdure.architecture.wrong.checkedexceptionsstayinside.persistence.database;

import java.sql.SQLException;

public interface BehindTheFront {
    String read() throws SQLException;
}
