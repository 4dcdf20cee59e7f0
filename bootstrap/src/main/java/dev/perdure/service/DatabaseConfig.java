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
        return Path.of(dataDir).toAbsolutePath().normalize().resolve("postgres");
    }
}
