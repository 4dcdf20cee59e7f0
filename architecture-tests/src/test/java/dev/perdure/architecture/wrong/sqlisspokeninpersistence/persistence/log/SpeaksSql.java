package dev.perdure.architecture.wrong.sqlisspokeninpersistence.persistence.log;

public final class SpeaksSql {
    private SpeaksSql() {}

    static String text() {
        return "select seq from event where session = ?";
    }
}
