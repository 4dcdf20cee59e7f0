package dev.perdure.architecture.wrong.checkedexceptionsstayinside.persistence;

import java.sql.SQLException;

interface Inside {
    String read() throws SQLException;
}
