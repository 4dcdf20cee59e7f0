package dev.perdure.persistence.kills;

import dev.perdure.persistence.PostgresStorage;
import dev.perdure.persistence.PostgresStorageConfig;
import dev.perdure.postgres.testing.TestDatabase;
import java.util.List;

/** Of the database that all programs share. */
record Address(String url, String user, String password) {

    static Address of(TestDatabase database) {
        return new Address(database.jdbcUrl(), database.user(), database.password());
    }

    static Address of(String[] words) {
        return new Address(words[0], words[1], words[2]);
    }

    /** For the command line of a program. */
    List<String> words() {
        return List.of(url, user, password);
    }

    PostgresStorage storage() {
        return PostgresStorage.connect(url, user, password, PostgresStorageConfig.DEFAULT);
    }
}
