package dev.perdure.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.egress.Destination;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfiguredSecretsTest {

    private static final String VALUE = "s3cret-0123456789";
    private static final SessionKey SESSION =
            new SessionKey(new OrganisationId(new UUID(1, 1)), new SessionId(new UUID(2, 2)));
    private static final SecretSection WEATHER =
            new SecretSection(
                    "weather", List.of("api.weather.example", "127.0.0.1"), "WEATHER_KEY");

    private final ConfiguredSecrets secrets =
            ConfiguredSecrets.of(List.of(WEATHER), Map.of("WEATHER_KEY", " " + VALUE + "\n"));

    @ParameterizedTest
    @CsvSource({
        "weather, https://api.weather.example/v1, true",
        "weather, https://API.Weather.Example.:8443/, true",
        "weather, http://127.0.0.1:8080/, true",
        "weather, http://api.weather.example/v1, false",
        "weather, https://evil.example/, false",
        "weather, https://api.weather.example.evil.example/, false",
        "other, https://api.weather.example/v1, false"
    })
    void a_secret_goes_to_its_hosts_alone(String name, String address, boolean given) {
        assertThat(secrets.value(SESSION, name, Destination.of(address)))
                .isEqualTo(given ? Optional.of(VALUE) : Optional.empty());
    }

    @Test
    void what_is_no_secret_refuses_the_start_and_is_not_shown() {
        assertThatThrownBy(() ->
                        ConfiguredSecrets.of(
                                List.of(WEATHER), Map.of("WEATHER_KEY", "a\nb" + VALUE)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("weather")
                .hasMessageNotContaining(VALUE);
        assertThatThrownBy(() -> ConfiguredSecrets.of(List.of(WEATHER), Map.of()))
                .isInstanceOf(StartRefused.class);
        assertThatThrownBy(() ->
                        ConfiguredSecrets.of(
                                List.of(new SecretSection("weather", null, "WEATHER_KEY")),
                                Map.of("WEATHER_KEY", VALUE)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("needs a name and hosts");
        assertThatThrownBy(() ->
                        ConfiguredSecrets.of(
                                List.of(WEATHER, WEATHER), Map.of("WEATHER_KEY", VALUE)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("Two secrets");
        assertThatThrownBy(() ->
                        ConfiguredSecrets.of(
                                List.of(
                                        new SecretSection(
                                                "weather", List.of("a b"), "WEATHER_KEY")),
                                Map.of("WEATHER_KEY", VALUE)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("The hosts of the secret weather");
    }
}
