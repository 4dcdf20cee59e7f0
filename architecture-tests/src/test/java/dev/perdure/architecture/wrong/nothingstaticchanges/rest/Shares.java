package dev.perdure.architecture.wrong.nothingstaticchanges.rest;

public final class Shares {
    static final String[] NAMES = {"one"};

    private Shares() {}
}
