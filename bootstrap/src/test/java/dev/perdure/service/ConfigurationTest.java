package dev.perdure.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.service.Database.DatabaseAddress;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

    @Test
    void the_standard_configuration_says_what_the_sections_say_by_themselves() {
        PerdureConfiguration read =
                ConfigurationReader.read(new Bootstrap<>(new PerdureApplication()), "");

        assertThat(read.http().bind()).isEqualTo(HttpConfig.DEFAULT.bind());
        assertThat(read.engine().role()).isEqualTo(EngineSection.DEFAULT.role());
        assertThat(read.engine().places()).isEqualTo(EngineSection.DEFAULT.places());
        assertThat(read.models().providers()).isEmpty();
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
        assertThat(read.engine().places()).isEqualTo(EngineSection.DEFAULT.places());
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

    private static PerdureConfiguration with(String variable, String value) {
        return ConfigurationReader.read(
                new Bootstrap<>(new PerdureApplication()), "", Map.of(variable, value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/srv/a\\tb",
                "C:\\Users\\me",
                "/srv/with \"quotes\"",
                "/srv/${HOME}",
                "/srv/a: b # c",
                "/srv/a\n  places: 7"
            })
    void a_variable_is_text_whatever_it_looks_like(String value) {
        PerdureConfiguration read = with("PERDURE_DATA_DIR", value);

        assertThat(read.database().dataDir()).isEqualTo(value);
        assertThat(read.engine().places()).isEqualTo(EngineSection.DEFAULT.places());
    }

    @Test
    void an_empty_variable_counts_as_not_set() {
        assertThat(with("PERDURE_PORT", "").http().port()).isEqualTo(9000);
        assertThat(with("PERDURE_DATABASE_URL", "").database().isEmbedded()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "PERDURE_ROLE, foo, 'all, api or worker'",
        "PERDURE_DRAIN_SECONDS, -1, from 0 to 3600",
        "PERDURE_BIND, foo, loopback or any",
        "PERDURE_PORT, abc, a whole number",
        "PERDURE_PLACES, x, a whole number",
        "PERDURE_PLACES, 0, from 1 to 100000",
        "PERDURE_HEARTBEAT_SECONDS, 0, from 1 to 25",
        "PERDURE_HEARTBEAT_SECONDS, -5, from 1 to 25",
        "PERDURE_LOG_LEVEL, loud, 'one of OFF, ERROR'"
    })
    void a_value_that_does_not_fit_is_refused_by_its_variable_and_what_would_fit(
            String variable, String value, String fits) {
        assertThatThrownBy(() -> with(variable, value))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(variable)
                .hasMessageContaining(fits)
                .hasMessageNotContaining("\n");
    }

    @Test
    void what_a_file_has_wrong_is_said_without_what_else_is_in_it(@TempDir Path directory)
            throws IOException {
        Path file = directory.resolve("own.yml");
        Map<String, String> secret = Map.of("PERDURE_DATABASE_URL", "postgres://u:SECRET@h/d");
        for (String wrong :
                List.of("http: {port: ]\n", "htpp: {port: 1}\n", "- 1\n", "engine: {places: []}")) {
            Files.writeString(file, wrong);
            assertThatThrownBy(() ->
                            ConfigurationReader.read(
                                    new Bootstrap<>(new PerdureApplication()),
                                    file.toString(),
                                    secret))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("own.yml")
                    .hasMessageNotContaining("SECRET")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void a_jdbc_address_with_a_password_before_the_host_is_refused_without_repeating_it() {
        assertThatThrownBy(() -> DatabaseAddress.parse("jdbc:postgresql://u:SECRET@h:5432/d"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("postgres://user:password@host:5432/database")
                .hasMessageNotContaining("SECRET");
    }
}
