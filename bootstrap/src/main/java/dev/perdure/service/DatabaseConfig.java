package dev.perdure.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;

/**
 * The database.
 *
 * @param url empty starts the embedded PostgreSQL
 * @param dataDir of the embedded PostgreSQL
 */
record DatabaseConfig(@JsonProperty("url") String url, @JsonProperty("dataDir") String dataDir) {

    static final DatabaseConfig DEFAULT = new DatabaseConfig("", "data");

    boolean isEmbedded() {
        return url.isBlank();
    }

    Path embeddedDirectory() {
        return directory().resolve("postgres");
    }

    /** Where a service with a database of its own keeps what is its own. */
    Path directory() {
        return Path.of(dataDir).toAbsolutePath().normalize();
    }
}
