package dev.perdure.architecture.wrong.datasourcesarehandedin.rest.health;

import javax.sql.DataSource;

public interface AsksADatabase {
    DataSource source();
}
