package dev.perdure.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.engine.provider.KeyRing;
import dev.perdure.engine.provider.SecretOwner;
import dev.perdure.provider.ProviderId;
import dev.perdure.provider.SealedSecret;
import dev.perdure.provider.Secret;
import dev.perdure.tenant.OrganisationId;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeysTest {

    private static final String GIVEN = "given:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @TempDir Path directory;

    @Test
    void with_a_database_of_its_own_a_service_makes_a_key_and_keeps_it() throws IOException {
        Map<String, String> environment = Map.of("PERDURE_DATA_DIR", directory.toString());
        SecretOwner owner =
                SecretOwner.ofProvider(OrganisationId.DEFAULT, new ProviderId(UUID.randomUUID()));

        SealedSecret sealed = keys(environment).seal(new Secret("marker"), owner);

        assertThat(keys(environment).open(sealed, owner)).isEqualTo(new Secret("marker"));
        Path file = directory.resolve("secret-keys");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
        assertThat(MasterKeys.description(configuration(environment))).contains("secret-keys");
    }

    @Test
    void the_keys_that_are_given_are_used_and_none_is_made() throws IOException {
        Map<String, String> environment =
                Map.of("PERDURE_DATA_DIR", directory.toString(), "PERDURE_SECRET_KEYS", GIVEN);

        assertThat(keys(environment).toString()).isEqualTo("master keys [given]");

        assertThat(configuration(environment).models().toString()).doesNotContain("AAEC");
        assertThat(MasterKeys.description(configuration(environment)))
                .contains("given")
                .doesNotContain("AAEC");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void with_another_database_there_is_none_until_it_is_given() {
        Map<String, String> environment =
                Map.of(
                        "PERDURE_DATA_DIR",
                        directory.toString(),
                        "PERDURE_DATABASE_URL",
                        "postgres://a@localhost/b");

        assertThat(keys(environment).canSeal()).isFalse();
        assertThat(MasterKeys.description(configuration(environment)))
                .contains("PERDURE_SECRET_KEYS");
    }

    @Test
    void what_is_no_key_refuses_the_start_and_is_not_repeated() {
        assertThatThrownBy(() -> keys(Map.of("PERDURE_SECRET_KEYS", "marker-of-a-key")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("PERDURE_SECRET_KEYS")
                .hasMessageNotContaining("marker");
    }

    private static KeyRing keys(Map<String, String> environment) {
        return MasterKeys.of(configuration(environment));
    }

    private static PerdureConfiguration configuration(Map<String, String> environment) {
        return ConfigurationReader.read(new Bootstrap<>(new PerdureApplication()), "", environment);
    }
}
