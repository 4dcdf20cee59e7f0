package dev.perdure.architecture.wrong.onlyprogramsprint.engine.worker;

public final class Prints {
    private Prints() {}

    static void say(String text) {
        System.out.println(text);
    }
}
