package dev.perdure.architecture.wrong.sqlisspokeninpersistence.rest;

public final class JoinsSql {
    private JoinsSql() {}

    static String text(String table) {
        return "delete from " + table + " where done";
    }
}
