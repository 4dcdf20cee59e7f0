package dev.perdure.service;

import dev.perdure.postgres.EmbeddedPostgres;
import dev.perdure.postgres.EmbeddedPostgresConfig;
import dev.perdure.postgres.EmbeddedPostgresException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL this service uses: its own, which it stops when it is closed, or one that runs
 * elsewhere.
 */
final class Database implements AutoCloseable {

    private static final String EMBEDDED_DATABASE = "postgres";

    private final @Nullable EmbeddedPostgres embedded;
    private final DatabaseAddress address;
    private final String description;

    private Database(
            @Nullable EmbeddedPostgres embedded, DatabaseAddress address, String description) {
        this.embedded = embedded;
        this.address = address;
        this.description = description;
    }

    static Database open(DatabaseConfig config) {
        if (!config.isEmbedded()) {
            DatabaseAddress address = DatabaseAddress.parse(config.url());
            return new Database(null, address, address.withoutSecrets());
        }
        try {
            EmbeddedPostgres server =
                    EmbeddedPostgres.start(
                            EmbeddedPostgresConfig.persistent(config.embeddedDirectory()));
            return new Database(
                    server,
                    new DatabaseAddress(
                            server.jdbcUrl(EMBEDDED_DATABASE),
                            server.superuser(),
                            server.password()),
                    config.embeddedDirectory()
                            + " (PostgreSQL of its own, port "
                            + server.port()
                            + ")");
        } catch (EmbeddedPostgresException refused) {
            throw new StartRefused(String.valueOf(refused.getMessage()), refused);
        }
    }

    DatabaseAddress address() {
        return address;
    }

    /** The refusal to start with this database; says which setting chose it. */
    StartRefused refused(String sentence, Throwable cause) {
        return embedded == null
                ? new StartRefused(
                        "The database of PERDURE_DATABASE_URL ("
                                + description
                                + ") cannot be used. "
                                + sentence,
                        cause)
                : new StartRefused(sentence, cause);
    }

    /** Where the data lives, for people. */
    String description() {
        return description;
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }

    /** How a database is reached. */
    record DatabaseAddress(String jdbcUrl, String user, String password) {

        private static final Pattern AUTHORITY_SECRET =
                Pattern.compile("^jdbc:postgresql://[^/?]*@");

        /** Reads a JDBC address or the {@code postgres://user:password@host/database} form. */
        static DatabaseAddress parse(String url) {
            if (url.startsWith("jdbc:postgresql:")) {
                if (AUTHORITY_SECRET.matcher(url).find()) {
                    throw new StartRefused(
                            "PERDURE_DATABASE_URL has a user before an @, which addresses that begin"
                                    + " with jdbc: cannot have: write"
                                    + " postgres://user:password@host:5432/database, or add"
                                    + " ?user=..&password=.. to the jdbc: address.");
                }
                return new DatabaseAddress(url, "", "");
            }
            if (!url.startsWith("postgres://") && !url.startsWith("postgresql://")) {
                throw notAnAddress();
            }
            try {
                URI uri = new URI(url);
                if (uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) {
                    throw notAnAddress();
                }
                String[] who =
                        uri.getRawUserInfo() == null
                                ? new String[0]
                                : uri.getRawUserInfo().split(":", 2);
                return new DatabaseAddress(
                        "jdbc:postgresql://"
                                + uri.getHost()
                                + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                                + uri.getRawPath()
                                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()),
                        who.length > 0 ? decoded(who[0]) : "",
                        who.length > 1 ? decoded(who[1]) : "");
            } catch (URISyntaxException malformed) {
                throw notAnAddress();
            }
        }

        String withoutSecrets() {
            int query = jdbcUrl.indexOf('?');
            return query < 0 ? jdbcUrl : jdbcUrl.substring(0, query);
        }

        private static String decoded(String part) {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        }

        private static StartRefused notAnAddress() {
            return new StartRefused(
                    "PERDURE_DATABASE_URL is not an address of a PostgreSQL database: write"
                            + " postgres://user:password@host:5432/database or a jdbc:postgresql:"
                            + " address.");
        }
    }
}
