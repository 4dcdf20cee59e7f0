package dev.perdure.architecture.wrong.parametersarefew.engine;

public final class BuiltOfSeven {
    final int sum;

    BuiltOfSeven(int a, int b, int c, int d, int e, int f, int g) {
        this.sum = a + b + c + d + e + f + g;
    }
}
