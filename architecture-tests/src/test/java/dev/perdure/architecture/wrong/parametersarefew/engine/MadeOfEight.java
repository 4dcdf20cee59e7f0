package dev.perdure.architecture.wrong.parametersarefew.engine;

public record MadeOfEight(int a, int b, int c, int d, int e, int f, int g, int h) {}
