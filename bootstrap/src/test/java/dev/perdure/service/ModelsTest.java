package dev.perdure.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.model.ModelRef;
import io.dropwizard.core.setup.Bootstrap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which models an installation has, by its configuration and its environment. */
class ModelsTest {

    private static final String KEY = "sk-test-0123456789";
    private static final String LOCAL =
            """
            models:
              providers:
                - name: local
                  type: openai_compatible
                  base_url: http://127.0.0.1:8080/v1
                  models: [small, large]
            """;

    @TempDir Path directory;

    @Test
    void without_providers_the_simulated_model_answers() {
        try (WayOut out = WayOut.of(EgressSection.DEFAULT, Map.of())) {
            Models models = Models.open(ModelsSection.DEFAULT, out, Map.of());
            assertThat(models.standard()).isEqualTo(new ModelRef("simulated"));
            assertThat(models.providers()).isEmpty();
        }
    }

    @Test
    void a_key_in_the_environment_makes_a_provider_whose_model_answers() {
        try (WayOut out = WayOut.of(EgressSection.DEFAULT, Map.of())) {
            Models models = Models.open(ModelsSection.DEFAULT, out, Map.of("OPENAI_API_KEY", KEY));
            assertThat(models.standard().name()).startsWith("openai/");
            assertThat(models.providers())
                    .extracting(ConfiguredProvider::description)
                    .singleElement()
                    .asString()
                    .startsWith("https://api.openai.com/v1, key from OPENAI_API_KEY")
                    .doesNotContain(KEY);
            assertThat(serves(models, "openai/any-other")).isTrue();
            assertThat(serves(models, "simulated")).isTrue();
            assertThat(serves(models, "any-other")).isFalse();
        }
    }

    @Test
    void each_kind_of_key_in_the_environment_makes_a_provider() {
        Map<String, String> environment =
                Map.of("GEMINI_API_KEY", KEY, "ANTHROPIC_API_KEY", KEY, "OPENAI_API_KEY", KEY);

        try (WayOut out = WayOut.of(EgressSection.DEFAULT, Map.of())) {
            Models models = Models.open(ModelsSection.DEFAULT, out, environment);
            assertThat(models.providers())
                    .extracting(ConfiguredProvider::name)
                    .containsExactly("openai", "anthropic", "gemini");
            assertThat(serves(models, "anthropic/any")).isTrue();
            assertThat(serves(models, "gemini/any")).isTrue();
        }
    }

    @Test
    void an_address_of_its_own_takes_no_key_that_is_meant_for_another() throws IOException {
        ModelsSection section =
                section(
                        """
                        models:
                          providers:
                            - name: local
                              type: anthropic
                              base_url: http://127.0.0.1:8080
                              api_version: "2023-06-01"
                              auth: x-api-key
                              headers: {x-team: blue}
                        """);

        try (WayOut out = WayOut.of(EgressSection.DEFAULT, Map.of())) {
            Models models = Models.open(section, out, Map.of("ANTHROPIC_API_KEY", KEY));
            assertThat(models.providers())
                    .extracting(ConfiguredProvider::description)
                    .first()
                    .isEqualTo("http://127.0.0.1:8080, without a key");
        }
    }

    @Test
    void a_base_url_in_the_environment_leads_elsewhere() {
        Map<String, String> environment =
                Map.of("OPENAI_API_KEY", KEY, "OPENAI_BASE_URL", "http://127.0.0.1:9/v1");

        try (WayOut out = WayOut.of(EgressSection.DEFAULT, Map.of())) {
            Models models = Models.open(ModelsSection.DEFAULT, out, environment);
            assertThat(models.providers().getFirst().description())
                    .startsWith("http://127.0.0.1:9/v1,");
        }
    }

    @Test
    void a_variable_that_is_empty_is_as_good_as_none() {
        try (WayOut out = WayOut.of(EgressSection.DEFAULT, Map.of())) {
            Models models = Models.open(ModelsSection.DEFAULT, out, Map.of("OPENAI_API_KEY", " "));
            assertThat(models.providers()).isEmpty();
        }
    }

    @Test
    void the_first_provider_of_the_configuration_answers_before_the_environment_s()
            throws IOException {
        try (WayOut out = WayOut.of(EgressSection.DEFAULT, Map.of())) {
            Models models = Models.open(section(LOCAL), out, Map.of("OPENAI_API_KEY", KEY));
            assertThat(models.standard()).isEqualTo(new ModelRef("local/small"));
            assertThat(models.providers())
                    .extracting(ConfiguredProvider::name)
                    .containsExactly("local", "openai");
            assertThat(serves(models, "large")).isTrue();
        }
    }

    @Test
    void a_provider_of_the_configuration_stands_for_the_environment_s_of_its_name()
            throws IOException {
        ModelsSection section =
                section(
                        """
                        models:
                          providers:
                            - {name: openai, type: openai, models: [gpt-x]}
                        """);

        try (WayOut out = WayOut.of(EgressSection.DEFAULT, Map.of())) {
            Models models = Models.open(section, out, Map.of("OPENAI_API_KEY", KEY));
            assertThat(models.standard()).isEqualTo(new ModelRef("openai/gpt-x"));
            assertThat(models.providers()).hasSize(1);
        }
    }

    @Test
    void a_model_may_be_chosen_to_answer() throws IOException {
        String chosen = LOCAL.replace("models:\n  prov", "models:\n  default: large\n  prov");

        try (WayOut out = WayOut.of(EgressSection.DEFAULT, Map.of())) {
            Models models = Models.open(section(chosen), out, Map.of());
            assertThat(models.standard()).isEqualTo(new ModelRef("large"));
        }
    }

    static Stream<Arguments> unusableSettings() {
        return Stream.of(
                unusable("default: gpt", "There is no model gpt in this installation."),
                unusable(
                        "providers: [{name: a, type: openai_compatible}]",
                        "The provider a has no base_url"),
                unusable(
                        "profiles: /nowhere/profiles.json",
                        "The profiles of models in /nowhere/profiles.json cannot be read"),
                unusable(
                        "providers: [{name: a, type: openai, key_env: GOOD,"
                                + " max_concurrent_calls: 0}]",
                        "The max_concurrent_calls of the provider a is less than 1"),
                unusable("providers: [{name: a}]", "The provider a has no type"),
                unusable(
                        "providers: [{name: a, type: telepathy}]",
                        "The provider a has a type there is not: say type: openai or"),
                unusable(
                        "providers: [{name: a, type: openai, key_env: GOOD, api: telepathy}]",
                        "The provider a is not usable. Its api is not one: say chat_completions"),
                unusable(
                        "providers: [{name: a, type: gemini, key_env: GOOD, auth: bearer}]",
                        "The provider a is not usable. The type gemini has no auth."),
                unusable(
                        "providers: [{name: a, type: azure_openai, key_env: GOOD}]",
                        "The provider a has no base_url"),
                unusable(
                        "providers: [{name: a, type: openai, key_env: GOOD, headers: {host: x}}]",
                        "One of its headers cannot be sent."),
                unusable(
                        "providers: [{name: a, type: openai_compatible, base_url: 'nowhere'}]",
                        "The base_url of the provider a is not usable. It does not begin with"),
                unusable(
                        "providers: [{name: a, type: openai_compatible,"
                                + " base_url: 'https://u:sk-test-0123456789@host/v1'}]",
                        "It carries a user name or a password."),
                unusable(
                        "providers: [{name: a, type: openai}]",
                        "The provider a takes its key from OPENAI_API_KEY, which is empty"),
                unusable(
                        "providers: [{name: a, type: openai, key_env: BLANK}]",
                        "The provider a takes its key from BLANK, which is empty"),
                unusable(
                        "providers: [{name: a, type: openai, key_env: BROKEN}]",
                        "The key in BROKEN is not usable. It holds a character that no key has."),
                unusable(
                        "providers: [{name: A b, type: openai, key_env: GOOD}]",
                        "The name of a provider is of"),
                unusable(
                        "providers: [{name: a, type: openai, key_env: GOOD},"
                                + " {name: a, type: openai, key_env: GOOD}]",
                        "Two providers of models are called a"));
    }

    @ParameterizedTest
    @MethodSource("unusableSettings")
    void what_cannot_be_used_refuses_the_start_with_a_sentence(String models, String sentence)
            throws IOException {
        Map<String, String> environment =
                Map.of("GOOD", KEY, "BLANK", "  ", "BROKEN", KEY + "\n" + KEY);
        ModelsSection section = section("models: {" + models + "}\n");

        try (WayOut out = WayOut.of(EgressSection.DEFAULT, Map.of())) {
            assertThatThrownBy(() -> Models.open(section, out, environment))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining(sentence)
                    .hasMessageNotContaining(KEY);
        }
    }

    @Test
    void what_is_no_allowance_refuses_the_start_with_a_sentence() {
        assertThatThrownBy(() ->
                        WayOut.of(
                                new EgressSection("10.0.0.0/8,10.0.0.0/40", null, null, null),
                                Map.of()))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("PERDURE_EGRESS_PRIVATE_ALLOW is not usable. ");
        assertThatThrownBy(() ->
                        WayOut.of(
                                new EgressSection("", null, List.of(".evil.example"), null),
                                Map.of()))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("egress.blocked_hosts is not usable. ");
        try (WayOut out = WayOut.of(EgressSection.DEFAULT, Map.of())) {
            assertThatThrownBy(() -> out.providers(List.of("a b")))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageStartingWith("models.trusted_hosts is not usable. ");
        }
    }

    @Test
    void the_doctor_names_what_is_configured_and_shows_no_key() throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("own.yml"),
                        LOCAL + "database: {dataDir: '" + directory + "'}\n");

        String findings = findings(file, Map.of("OPENAI_API_KEY", KEY));

        assertThat(findings)
                .contains(
                        "ok    provider local: http://127.0.0.1:8080/v1, without a key, models small, large")
                .contains(
                        "ok    provider openai: https://api.openai.com/v1, key from OPENAI_API_KEY")
                .contains("ok    model: local/small answers where none is named")
                .doesNotContain(KEY);
    }

    @Test
    void the_doctor_names_what_is_wrong_with_a_provider() throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("own.yml"),
                        "models: {providers: [{name: a, type: openai, key_env: NONE}]}\n");

        assertThat(findings(file, Map.of()))
                .contains("mend  models: The provider a takes its key from NONE");
    }

    private static String findings(Path file, Map<String, String> environment) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Doctor(file.toString(), environment, new PrintStream(out, true, StandardCharsets.UTF_8))
                .examine();
        return out.toString(StandardCharsets.UTF_8);
    }

    private ModelsSection section(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("models.yml"), yaml);
        return ConfigurationReader.read(new Bootstrap<>(new PerdureApplication()), file.toString())
                .models();
    }

    private static boolean serves(Models models, String name) {
        return models.clients().stream().anyMatch(client -> client.serves(new ModelRef(name)));
    }

    private static Arguments unusable(String models, String sentence) {
        return Arguments.of(models, sentence);
    }
}
