package dev.perdure.architecture.wrong.storednamesliveinthecodec.rest.everruns.current;

public final class NamesAFrame {
    private NamesAFrame() {}

    static String name() {
        return "turn.completed";
    }
}
