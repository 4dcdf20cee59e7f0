package dev.perdure.service;

import com.fasterxml.jackson.databind.DeserializationFeature;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.FileConfigurationSourceProvider;
import io.dropwizard.configuration.ResourceConfigurationSourceProvider;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.configuration.UndefinedEnvironmentVariableException;
import io.dropwizard.configuration.YamlConfigurationFactory;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;

/**
 * Reads the configuration: the one in the jar, and over it what the file says that PERDURE_CONFIG
 * names.
 */
final class ConfigurationReader {

    private static final String STANDARD = "perdure.yml";

    private ConfigurationReader() {}

    static PerdureConfiguration read(Bootstrap<PerdureConfiguration> bootstrap, String file) {
        ConfigurationSourceProvider standard =
                substituted(new ResourceConfigurationSourceProvider());
        boolean own = !file.isBlank();
        String where = own ? file : STANDARD;
        try {
            return new YamlConfigurationFactory<>(
                            PerdureConfiguration.class,
                            bootstrap.getValidatorFactory().getValidator(),
                            bootstrap
                                    .getObjectMapper()
                                    .copy()
                                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES),
                            "perdure")
                    .build(
                            own
                                    ? new LayeredSource(
                                            standard,
                                            STANDARD,
                                            substituted(new FileConfigurationSourceProvider()))
                                    : standard,
                            where);
        } catch (ConfigurationException unusable) {
            throw StartRefused.badConfiguration(where, oneLine(unusable));
        } catch (UndefinedEnvironmentVariableException undefined) {
            throw StartRefused.badConfiguration(where, oneLine(undefined));
        } catch (IOException unreadable) {
            throw StartRefused.badConfiguration(where, oneLine(unreadable));
        }
    }

    private static ConfigurationSourceProvider substituted(ConfigurationSourceProvider source) {
        return new SubstitutingSourceProvider(source, new EnvironmentVariableSubstitutor(true));
    }

    private static String oneLine(Exception problem) {
        return String.valueOf(problem.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
