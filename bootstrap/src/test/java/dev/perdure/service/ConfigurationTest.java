package dev.perdure.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.service.Database.DatabaseAddress;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

    @Test
    void the_standard_configuration_says_what_the_sections_say_by_themselves() {
        PerdureConfiguration read =
                ConfigurationReader.read(new Bootstrap<>(new PerdureApplication()), "");

        assertThat(read.http().bind()).isEqualTo(HttpConfig.DEFAULT.bind());
        assertThat(read.engine().role()).isEqualTo(EngineSection.DEFAULT.role());
        assertThat(read.engine().places()).isEqualTo(EngineSection.DEFAULT.places());
        assertThat(read.engine().model()).isEqualTo(EngineSection.DEFAULT.model());
        assertThat(read.streams()).isEqualTo(StreamsSection.DEFAULT);
    }

    @Test
    void a_file_of_ones_own_changes_what_it_names_and_nothing_else(@TempDir Path directory)
            throws IOException {
        Path file = Files.writeString(directory.resolve("own.yml"), "http: {port: 9123}\n");

        PerdureConfiguration read =
                ConfigurationReader.read(
                        new Bootstrap<>(new PerdureApplication()), file.toString());

        assertThat(read.http().port()).isEqualTo(9123);
        assertThat(read.http().bind()).isEqualTo(HttpConfig.DEFAULT.bind());
        assertThat(read.engine().model()).isEqualTo(EngineSection.DEFAULT.model());
        Files.writeString(file, "# nothing\n");
        assertThat(
                        ConfigurationReader.read(
                                        new Bootstrap<>(new PerdureApplication()), file.toString())
                                .streams())
                .isEqualTo(StreamsSection.DEFAULT);
    }

    @Test
    void the_ports_are_those_that_clients_expect() {
        assertThat(HttpConfig.DEFAULT.port()).isEqualTo(9000);
        assertThat(HttpConfig.DEFAULT.agentProtocolPort()).isEqualTo(8000);
    }

    @Test
    void without_an_address_the_database_is_the_embedded_one() {
        assertThat(DatabaseConfig.DEFAULT.isEmbedded()).isTrue();
        assertThat(DatabaseConfig.DEFAULT.embeddedDirectory())
                .isAbsolute()
                .endsWithRaw(Path.of("data", "postgres"));
    }

    @Test
    void an_address_in_the_common_form_is_read_with_its_secrets_decoded() {
        DatabaseAddress address =
                DatabaseAddress.parse("postgres://app:p%40ss+word@db.example:5433/agents?ssl=true");

        assertThat(address.jdbcUrl())
                .isEqualTo("jdbc:postgresql://db.example:5433/agents?ssl=true");
        assertThat(address.user()).isEqualTo("app");
        assertThat(address.password()).isEqualTo("p@ss+word");
        assertThat(address.withoutSecrets()).isEqualTo("jdbc:postgresql://db.example:5433/agents");
    }

    @Test
    void a_jdbc_address_is_taken_as_it_stands() {
        DatabaseAddress address =
                DatabaseAddress.parse("jdbc:postgresql://db/agents?user=a&password=b");

        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db/agents?user=a&password=b");
        assertThat(address.withoutSecrets()).doesNotContain("password");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://host/db",
                "postgres://",
                "postgres://host",
                "nonsense",
                "jdbc:h2:mem"
            })
    void what_is_no_address_of_a_postgresql_is_refused_with_the_form_it_should_have(String url) {
        assertThatThrownBy(() -> DatabaseAddress.parse(url))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("PERDURE_DATABASE_URL")
                .hasMessageContaining("postgres://user:password@host:5432/database");
    }
}
