package dev.perdure.service.proof.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Where a service keeps its log, and as whom to look at it. */
public record DatabaseAccess(String jdbcUrl, String user, String password) {

    /**
     * The PostgreSQL that a service runs itself leaves its address and password beside its data.
     */
    public static DatabaseAccess ofEmbedded(Path dataDirectory) {
        Path base = dataDirectory.resolve("postgres");
        try {
            return new DatabaseAccess(
                    "jdbc:postgresql://127.0.0.1:"
                            + Files.readString(base.resolve("port")).strip()
                            + "/postgres",
                    "perdure",
                    Files.readString(base.resolve("password")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a setting of the service. */
    public String url() {
        return "postgres://"
                + user
                + ":"
                + password
                + "@"
                + jdbcUrl.substring("jdbc:postgresql://".length());
    }

    /** The first column of the first row. */
    public String ask(String question) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return row.next() ? String.valueOf(row.getObject(1)) : "";
        }
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, user, password);
    }
}
