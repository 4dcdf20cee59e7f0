package dev.perdure.architecture.wrong.storednamesliveinthecodec.persistence.codec;

public final class Names {
    private Names() {}

    static String name() {
        return "turn.completed";
    }
}
