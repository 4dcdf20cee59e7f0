package dev.perdure.architecture.wrong.storednamesliveinthecodec.engine;

public final class SaysMore {
    private SaysMore() {}

    static String name() {
        return "The turn.completed name is stored.";
    }
}
