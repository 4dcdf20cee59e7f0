package dev.perdure.tools.schema;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.perdure.engine.tool.ArgumentsCheck;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.tool.ToolDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds arguments against the JSON Schema of their tool. Drafts from 4 to 2020-12 are known by
 * their {@code $schema}; one that names none is of 2020-12. A schema that cannot be read leaves the
 * shape of the arguments to be checked. Of tools that may destroy something, properties that the
 * schema does not name are refused even where it does not forbid them.
 */
public final class SchemaCheck implements ArgumentsCheck {

    /** More of them would not help a model to make a better call. */
    private static final int ERRORS_MAX = 5;

    /** Characters of what is said of one error: its message may hold a value. */
    private static final int ERROR_CHARACTERS_MAX = 300;

    /** Of one call: a schema that refers to itself may ask for any number. */
    private static final long STEPS_MAX = 100_000;

    private static final int DEPTH_MAX = 200;

    /** Schemas that are kept compiled; more than an installation has tools in use. */
    private static final int KEPT_MAX = 512;

    private static final Logger LOG = LoggerFactory.getLogger(SchemaCheck.class);

    private final SchemaRegistry registry = registry();
    private final Map<String, Optional<Schema>> kept =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Optional<Schema>> eldest) {
                    return size() > KEPT_MAX;
                }
            };

    @Override
    public Optional<String> objection(ToolDefinition tool, JsonText arguments) {
        if (!(arguments.value() instanceof JsonObject given)) {
            return SHAPE.objection(tool, arguments);
        }
        List<String> errors = new ArrayList<>();
        if (tool.hints().destructive()) {
            errors.addAll(unknown(tool.parameters(), given));
        }
        schema(tool).ifPresent(schema -> errors.addAll(errors(tool, schema, arguments)));
        return errors.isEmpty()
                ? Optional.empty()
                : Optional.of("Its arguments do not fit: " + String.join("; ", errors) + ".");
    }

    /** Whoever wrote the schema, trouble with it must not end a turn. */
    @SuppressWarnings("IllegalCatch")
    private static List<String> errors(ToolDefinition tool, Schema schema, JsonText arguments) {
        try {
            return schema
                    .validate(
                            arguments.text(),
                            InputFormat.JSON,
                            context ->
                                    context.executionConfig(config ->
                                            config.maxEvaluationSteps(STEPS_MAX)
                                                    .maxEvaluationDepth(DEPTH_MAX)
                                                    .locale(Locale.ENGLISH)))
                    .stream()
                    .limit(ERRORS_MAX)
                    .map(SchemaCheck::words)
                    .toList();
        } catch (RuntimeException | StackOverflowError unusable) {
            LOG.warn("A call of {} could not be held against its schema.", tool.name(), unusable);
            return List.of("they could not be checked within the steps that a check may take");
        }
    }

    private static String words(Error error) {
        String where = error.getInstanceLocation().toString();
        String words = (where.isEmpty() ? "" : where + " ") + error.getMessage();
        return words.length() <= ERROR_CHARACTERS_MAX
                ? words
                : words.substring(0, ERROR_CHARACTERS_MAX) + "…";
    }

    /** Properties nobody named, where the schema leaves open whether there may be such. */
    private static List<String> unknown(JsonObject schema, JsonObject given) {
        Optional<JsonObject> named = schema.object("properties");
        boolean open =
                named.isPresent()
                        && schema.get("additionalProperties").isEmpty()
                        && schema.get("patternProperties").isEmpty()
                        && schema.get("allOf").isEmpty()
                        && schema.get("anyOf").isEmpty()
                        && schema.get("oneOf").isEmpty()
                        && schema.get("$ref").isEmpty();
        return !open
                ? List.of()
                : given.members().stream()
                        .map(JsonMember::name)
                        .filter(name -> named.orElseThrow().get(name).isEmpty())
                        .limit(ERRORS_MAX)
                        .map(name -> "there is no property " + brief(name))
                        .toList();
    }

    private static String brief(String name) {
        return name.length() <= ERROR_CHARACTERS_MAX
                ? name
                : name.substring(0, ERROR_CHARACTERS_MAX) + "…";
    }

    private Optional<Schema> schema(ToolDefinition tool) {
        String text = tool.parameters().toJson();
        synchronized (kept) {
            Optional<Schema> known = kept.get(text);
            if (known != null) {
                return known;
            }
            Optional<Schema> read = Optional.ofNullable(read(tool, text));
            kept.put(text, read);
            return read;
        }
    }

    @SuppressWarnings("IllegalCatch")
    private @Nullable Schema read(ToolDefinition tool, String text) {
        try {
            return registry.getSchema(text, InputFormat.JSON);
        } catch (RuntimeException | StackOverflowError unreadable) {
            LOG.warn("The schema of the tool {} cannot be read.", tool.name(), unreadable);
            return null;
        }
    }

    /** What a schema refers to is fetched from nowhere. */
    private static SchemaRegistry registry() {
        return SchemaRegistry.withDefaultDialectId(
                Dialects.getDraft202012().getId(),
                builder ->
                        builder.schemaCacheEnabled(false)
                                .schemaLoader(loader ->
                                        loader.fetchRemoteResources(false)
                                                .block(iri ->
                                                        !iri.toString()
                                                                .contains("://json-schema.org/")))
                                .schemaRegistryConfig(
                                        SchemaRegistryConfig.builder()
                                                .regularExpressionFactory(new LinearPatterns())
                                                .formatAssertionsEnabled(false)
                                                .locale(Locale.ENGLISH)
                                                .build()));
    }
}
