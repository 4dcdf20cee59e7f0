package dev.perdure.architecture;

import java.util.Arrays;
import java.util.List;

/** The packages of others that rules speak of. */
enum Library {
    ASSERTJ("org.assertj.core.api"),
    CRON("com.cronutils"),
    DAGGER("dagger"),
    DROPWIZARD("io.dropwizard"),
    HTTP_CLIENT("java.net.http", "org.apache.hc"),
    JACKSON("com.fasterxml.jackson"),
    JDBC("java.sql", "org.jdbi", "org.postgresql", "liquibase"),
    DATA_SOURCES("javax.sql", "com.zaxxer.hikari", "org.postgresql.ds"),
    JERSEY("jakarta.ws.rs", "org.glassfish.jersey"),
    JETTY("org.eclipse.jetty", "jakarta.servlet"),
    JSPECIFY("org.jspecify.annotations"),
    JUNIT("org.junit.jupiter.api", "org.opentest4j"),
    OTHER_LOGGERS("java.util.logging"),
    RE2J("com.google.re2j"),
    SLF4J("org.slf4j"),
    SOCKETS("javax.net"),
    UNPACKERS("org.tukaani.xz", "org.apache.commons.compress"),
    VAVR("io.vavr");

    /** Separated by blanks, because what an enum holds should be unable to change. */
    private final String packages;

    Library(String... packages) {
        this.packages = String.join(" ", packages);
    }

    List<String> packages() {
        return List.of(packages.split(" "));
    }

    /** The packages of some libraries and everything below them, as ArchUnit writes it. */
    static String[] within(Library... libraries) {
        return Arrays.stream(libraries)
                .flatMap(library -> library.packages().stream())
                .map(name -> name + "..")
                .toArray(String[]::new);
    }
}
