package dev.perdure.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.identity.IdSource;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelDrivers;
import dev.perdure.engine.model.ModelListing;
import dev.perdure.engine.model.ProviderAccess;
import dev.perdure.engine.provider.KeyRing;
import dev.perdure.engine.provider.ProviderAssembly;
import dev.perdure.engine.provider.ProviderCases;
import dev.perdure.engine.provider.ProviderDraft;
import dev.perdure.engine.provider.SecretOwner;
import dev.perdure.provider.Provider;
import dev.perdure.provider.SealedSecret;
import dev.perdure.provider.Secret;
import dev.perdure.tenant.OrganisationId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the database shows of the keys of providers. */
class SealedKeysTest {

    private static final String MARKER = "sk-marker-of-a-provider-key";
    private static final OrganisationId OURS = OrganisationId.DEFAULT;

    private final Database database = Database.migrated();
    private final PostgresStorage node = database.storage();

    @AfterEach
    void close() {
        node.close();
        database.close();
    }

    @Test
    void no_column_of_any_table_shows_a_key() {
        Provider provider = kept(KeyRing.parse("first:" + masterKey(1)));

        String dump = dump();

        assertThat(dump).contains(provider.id().value().toString()).contains("acme");
        for (String shown : spellings(MARKER)) {
            assertThat(dump).doesNotContainIgnoringCase(shown);
        }
        for (String shown : spellings("acme")) {
            assertThat(dump).containsIgnoringCase(shown);
        }
    }

    @Test
    void a_row_says_which_master_key_it_needs_and_another_takes_it_over() {
        Provider provider = kept(KeyRing.parse("first:" + masterKey(1)));
        assertThat(masterKeys()).isEqualTo("first");
        KeyRing rotated = KeyRing.parse("second:" + masterKey(2) + ",first:" + masterKey(1));

        assertThat(cases(rotated).rewrapKeys().rewrap(OURS)).isEqualTo(1);

        assertThat(masterKeys()).isEqualTo("second");
        SealedSecret key =
                Objects.requireNonNull(
                        node.providers().find(OURS, provider.id()).orElseThrow().settings().key());
        assertThat(KeyRing.parse("second:" + masterKey(2)).open(key, SecretOwner.of(provider)))
                .isEqualTo(new Secret(MARKER));
    }

    private String masterKeys() {
        return database.run("select string_agg(distinct master_key, ',') from perdure.provider");
    }

    /**
     * Every row of every table of ours, bytes as hex digits and as far as they are text as text.
     */
    private String dump() {
        StringBuilder dump = new StringBuilder();
        String tables =
                database.run(
                        "select string_agg(tablename, ',') from pg_tables where schemaname = 'perdure'");
        for (String table : tables.split(",")) {
            dump.append(
                    database.run("select string_agg(t::text, ' ') from perdure." + table + " t"));
        }
        return dump.append(
                        database.run(
                                "select string_agg(convert_from(settings, 'UTF8'), ' ')"
                                        + " from perdure.provider"))
                .toString();
    }

    /** Text as it stands, and as hex digits. */
    private static List<String> spellings(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return List.of(text, HexFormat.of().formatHex(bytes));
    }

    private Provider kept(KeyRing keys) {
        return cases(keys)
                .add()
                .add(OURS, new ProviderDraft("acme", "any", "", new Secret(MARKER), null, false))
                .get();
    }

    private ProviderCases cases(KeyRing keys) {
        ProviderAssembly assembly =
                new ProviderAssembly(
                        node.providers(),
                        node.circuits(),
                        new Unused(),
                        keys,
                        Set.of(),
                        node.clock(),
                        IdSource.timeOrdered());
        return assembly.cases(assembly.directory());
    }

    private static String masterKey(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key);
    }

    /** Objects to nobody, and is not asked for more. */
    private static final class Unused implements ModelDrivers {

        @Override
        public List<String> types() {
            return List.of("any");
        }

        @Override
        public Optional<String> objection(ProviderAccess provider) {
            return Optional.empty();
        }

        @Override
        public ModelClient open(ProviderAccess provider) {
            throw new AssertionError("nobody is to be asked");
        }

        @Override
        public ModelListing list(ProviderAccess provider) {
            throw new AssertionError("nobody is to be asked");
        }
    }
}
