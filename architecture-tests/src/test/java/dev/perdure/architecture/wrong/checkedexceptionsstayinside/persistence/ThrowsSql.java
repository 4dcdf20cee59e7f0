package dev.perdure.architecture.wrong.checkedexceptionsstayinside.persistence;

import java.sql.SQLException;

public interface ThrowsSql {
    String read() throws SQLException;
}
