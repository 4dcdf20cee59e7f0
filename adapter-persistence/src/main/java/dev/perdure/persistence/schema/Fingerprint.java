package dev.perdure.persistence.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;

/**
 * The hash of the changelog, kept as a comment on the schema it was applied to. Where it is found,
 * there is nothing to do, and a start need not load the machinery that would find that out.
 */
record Fingerprint(String text) {

    static Fingerprint ofChangelog() {
        try (InputStream changelog =
                Fingerprint.class.getClassLoader().getResourceAsStream(Changelog.PATH)) {
            if (changelog == null) {
                throw new IllegalStateException("The changelog is not on the class path.");
            }
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(changelog.readAllBytes());
            return new Fingerprint("changelog " + HexFormat.of().formatHex(hash));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException("This Java has no SHA-256.", everyPlatformHasIt);
        }
    }

    boolean isOn(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select obj_description(to_regnamespace('perdure')::oid, 'pg_namespace')")) {
            return row.next() && text.equals(row.getString(1));
        }
    }

    void put(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("comment on schema perdure is '" + text + "'");
        }
    }
}
