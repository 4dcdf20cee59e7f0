package dev.perdure.architecture.wrong.jdbcstaysinpersistence.examples;

import org.postgresql.ds.PGSimpleDataSource;

public interface BringsADataSource {
    PGSimpleDataSource source();
}
