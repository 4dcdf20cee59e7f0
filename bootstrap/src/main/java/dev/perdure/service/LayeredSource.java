package dev.perdure.service;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.dropwizard.configuration.ConfigurationSourceProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** A configuration laid over another: what it does not name stays as it stands below. */
final class LayeredSource implements ConfigurationSourceProvider {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final ConfigurationSourceProvider lower;
    private final String lowerPath;
    private final ConfigurationSourceProvider upper;

    LayeredSource(
            ConfigurationSourceProvider lower,
            String lowerPath,
            ConfigurationSourceProvider upper) {
        this.lower = lower;
        this.lowerPath = lowerPath;
        this.upper = upper;
    }

    @Override
    public InputStream open(String path) throws IOException {
        ObjectNode all = settings(lower, lowerPath);
        lay(settings(upper, path), all);
        return new ByteArrayInputStream(YAML.writeValueAsBytes(all));
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
                    malformed.getOriginalMessage()
                            + (place == null ? "" : " (line " + place.getLineNr() + ")"),
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
}
