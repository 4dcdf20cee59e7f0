package dev.perdure.rest.everruns.wire;

/** The header in which a request may say whose words it is to be answered in. */
public final class DialectHeader {

    public static final String NAME = "Everruns-Dialect";

    private DialectHeader() {}
}
