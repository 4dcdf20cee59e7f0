package dev.perdure.architecture.wrong.sqlisspokeninpersistence.rest;

public final class SpeaksEnglish {
    private SpeaksEnglish() {}

    static String text() {
        return "Update the session and set its title, or select another.";
    }
}
