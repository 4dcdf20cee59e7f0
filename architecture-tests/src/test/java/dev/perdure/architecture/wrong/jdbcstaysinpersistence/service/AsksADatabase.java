package dev.perdure.architecture.wrong.jdbcstaysinpersistence.service;

import java.sql.ResultSet;

public interface AsksADatabase {
    ResultSet rows();
}
