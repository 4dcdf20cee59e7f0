package dev.perdure.service;

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

/** Reads the configuration: the file PERDURE_CONFIG names, else the one in the jar. */
final class ConfigurationReader {

    private static final String STANDARD = "perdure.yml";

    private ConfigurationReader() {}

    static PerdureConfiguration read(Bootstrap<PerdureConfiguration> bootstrap, String file) {
        boolean own = !file.isBlank();
        ConfigurationSourceProvider source =
                own
                        ? new FileConfigurationSourceProvider()
                        : new ResourceConfigurationSourceProvider();
        String where = own ? file : STANDARD;
        try {
            return new YamlConfigurationFactory<>(
                            PerdureConfiguration.class,
                            bootstrap.getValidatorFactory().getValidator(),
                            bootstrap.getObjectMapper(),
                            "perdure")
                    .build(
                            new SubstitutingSourceProvider(
                                    source, new EnvironmentVariableSubstitutor(true)),
                            where);
        } catch (ConfigurationException unusable) {
            throw StartRefused.badConfiguration(where, oneLine(unusable));
        } catch (UndefinedEnvironmentVariableException undefined) {
            throw StartRefused.badConfiguration(where, oneLine(undefined));
        } catch (IOException unreadable) {
            throw StartRefused.badConfiguration(where, "it cannot be read (" + unreadable + ")");
        }
    }

    private static String oneLine(Exception problem) {
        return String.valueOf(problem.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
