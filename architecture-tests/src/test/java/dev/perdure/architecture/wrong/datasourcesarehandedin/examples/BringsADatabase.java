package dev.perdure.architecture.wrong.datasourcesarehandedin.examples;

import javax.sql.DataSource;

public interface BringsADatabase {
    DataSource source();
}
