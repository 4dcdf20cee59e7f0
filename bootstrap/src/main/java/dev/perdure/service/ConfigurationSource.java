package dev.perdure.service;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.dropwizard.configuration.ConfigurationSourceProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.text.StringSubstitutor;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one start: the standard ones, over them those of a file, and then the environment
 * in the place of each <code>${NAME:-value}</code>. A variable that is empty counts as not set.
 *
 * <p>Variables are put in after the documents were read, so that nothing in them can be taken for
 * anything but text, and a document that cannot be read is shown without them.
 */
final class ConfigurationSource implements ConfigurationSourceProvider {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final ConfigurationSourceProvider standard;
    private final String standardPath;
    private final @Nullable ConfigurationSourceProvider own;
    private final Map<String, String> environment;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Map<String, String> loggers = new LinkedHashMap<>();

    /**
     * @param own of a file that changes some settings; absent when there is none
     */
    ConfigurationSource(
            ConfigurationSourceProvider standard,
            String standardPath,
            @Nullable ConfigurationSourceProvider own,
            Map<String, String> environment) {
        this.standard = standard;
        this.standardPath = standardPath;
        this.own = own;
        this.environment = environment;
    }

    @Override
    public InputStream open(String path) throws IOException {
        ObjectNode all = settings(standard, standardPath);
        if (own != null) {
            lay(settings(own, path), all);
        }
        JsonNode settings = substituted(all, "");
        for (Map.Entry<String, JsonNode> logger :
                settings.path("logging").path("loggers").properties()) {
            if (logger.getValue().isTextual()) {
                loggers.put(logger.getKey(), logger.getValue().textValue());
            }
        }
        return new ByteArrayInputStream(YAML.writeValueAsBytes(settings));
    }

    /** The level of each logger that has one, once the source was opened. */
    Map<String, String> loggers() {
        return loggers;
    }

    /** The variable that a setting came from, if it came from one that is set. */
    Optional<String> variableOf(String setting) {
        return Optional.ofNullable(variables.get(setting));
    }

    private static ObjectNode settings(ConfigurationSourceProvider source, String path)
            throws IOException {
        try (InputStream in = source.open(path)) {
            JsonNode read = YAML.readTree(in);
            if (read instanceof ObjectNode object) {
                return object;
            }
            if (read == null || read.isMissingNode() || read.isNull()) {
                return YAML.createObjectNode();
            }
            throw new IOException("it holds no settings");
        } catch (JsonProcessingException malformed) {
            JsonLocation place = malformed.getLocation();
            throw new IOException(
                    "it is not YAML" + (place == null ? "" : " (line " + place.getLineNr() + ")"),
                    malformed);
        }
    }

    private static void lay(ObjectNode upper, ObjectNode lower) {
        for (Map.Entry<String, JsonNode> member : upper.properties()) {
            if (member.getValue() instanceof ObjectNode section
                    && lower.get(member.getKey()) instanceof ObjectNode below) {
                lay(section, below);
            } else {
                lower.set(member.getKey(), member.getValue());
            }
        }
    }

    private JsonNode substituted(JsonNode node, String path) throws IOException {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode result = YAML.createObjectNode();
                for (Map.Entry<String, JsonNode> member : object.properties()) {
                    String below = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
                    result.set(member.getKey(), substituted(member.getValue(), below));
                }
                yield result;
            }
            case ArrayNode array -> {
                ArrayNode result = YAML.createArrayNode();
                for (int i = 0; i < array.size(); i++) {
                    result.add(substituted(array.get(i), path + "[" + i + "]"));
                }
                yield result;
            }
            case TextNode text -> TextNode.valueOf(substituted(text.textValue(), path));
            default -> node;
        };
    }

    private String substituted(String text, String path) throws IOException {
        List<String> unset = new ArrayList<>();
        StringSubstitutor substitutor =
                new StringSubstitutor(name -> {
                    String value = environment.get(name);
                    if (value == null || value.isEmpty()) {
                        unset.add(name);
                        return null;
                    }
                    variables.put(path, name);
                    return value;
                });
        // What a variable holds is text, whatever it looks like.
        substitutor.setDisableSubstitutionInValues(true);
        substitutor.setEnableUndefinedVariableException(true);
        try {
            return substitutor.replace(text);
        } catch (IllegalArgumentException undefined) {
            throw new IOException(
                    path + " needs the environment variable " + String.join(", ", unset),
                    undefined);
        }
    }
}
