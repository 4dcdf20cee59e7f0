package dev.perdure.architecture.wrong.parametersarefew.engine;

public final class TakesFive {
    private TakesFive() {}

    public static int of(int a, int b, int c, int d, int e) {
        return inside(a, b, c, d, e);
    }

    static int inside(int a, int b, int c, int d, int e) {
        return a + b + c + d + e;
    }
}
