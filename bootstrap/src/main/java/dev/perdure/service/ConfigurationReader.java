package dev.perdure.service;

import com.fasterxml.jackson.databind.DeserializationFeature;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.FileConfigurationSourceProvider;
import io.dropwizard.configuration.ResourceConfigurationSourceProvider;
import io.dropwizard.configuration.YamlConfigurationFactory;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the configuration: the one in the jar, over it what the file says that PERDURE_CONFIG
 * names, and the environment. Whatever is wrong with a setting is said in one sentence that names
 * it, and the variable it came from.
 */
final class ConfigurationReader {

    private static final String STANDARD = "perdure.yml";
    private static final Pattern WRONG_TYPE =
            Pattern.compile("at: (\\S+?);.* expected: (\\S+)", Pattern.DOTALL);
    private static final Pattern UNKNOWN = Pattern.compile("Unrecognized field at: (\\S+)");

    private ConfigurationReader() {}

    static PerdureConfiguration read(Bootstrap<PerdureConfiguration> bootstrap, String file) {
        return read(bootstrap, file, System.getenv());
    }

    static PerdureConfiguration read(
            Bootstrap<PerdureConfiguration> bootstrap,
            String file,
            Map<String, String> environment) {
        boolean own = !file.isBlank();
        String where = own ? file : STANDARD;
        ConfigurationSource source =
                new ConfigurationSource(
                        new ResourceConfigurationSourceProvider(),
                        STANDARD,
                        own ? new FileConfigurationSourceProvider() : null,
                        environment);
        try {
            PerdureConfiguration read =
                    new YamlConfigurationFactory<>(
                                    PerdureConfiguration.class,
                                    bootstrap.getValidatorFactory().getValidator(),
                                    bootstrap
                                            .getObjectMapper()
                                            .copy()
                                            .enable(
                                                    DeserializationFeature
                                                            .FAIL_ON_UNKNOWN_PROPERTIES),
                                    "perdure")
                            .build(source, where);
            SettingRanges.check(read, source);
            return read;
        } catch (ConfigurationException unusable) {
            throw StartRefused.badConfiguration(where, sentence(unusable, source));
        } catch (IOException unreadable) {
            throw StartRefused.badConfiguration(where, oneLine(unreadable));
        }
    }

    private static String sentence(ConfigurationException unusable, ConfigurationSource source) {
        String message = oneLine(unusable);
        Matcher wrongType = WRONG_TYPE.matcher(message);
        if (wrongType.find()) {
            return SettingRanges.named(wrongType.group(1), source)
                    + " must be "
                    + words(wrongType.group(2))
                    + ".";
        }
        Matcher unknown = UNKNOWN.matcher(message);
        return unknown.find() ? "there is no setting " + unknown.group(1) + "." : message;
    }

    private static String words(String type) {
        return switch (type) {
            case "int", "long", "Integer", "Long" -> "a whole number";
            case "Role" -> "all, api or worker";
            case "Bind" -> "loopback or any";
            case "Type" -> "openai_compatible or openai";
            case "boolean", "Boolean" -> "true or false";
            default -> "a " + type;
        };
    }

    private static String oneLine(Exception problem) {
        return String.valueOf(problem.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
