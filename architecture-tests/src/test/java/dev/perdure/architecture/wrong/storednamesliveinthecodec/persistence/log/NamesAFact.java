package dev.perdure.architecture.wrong.storednamesliveinthecodec.persistence.log;

public final class NamesAFact {
    private NamesAFact() {}

    static String name() {
        return "turn.completed";
    }
}
