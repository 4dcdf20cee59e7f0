package dev.perdure.tools.schema;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * A schema that was made ready, with what it takes to say in advance what it may cost.
 *
 * @param steps how many steps a check may take: the fewer, the more a step may have to look at
 * @param comparesItems whether it asks somewhere that items differ
 * @param weight how much it holds in memory, in units of some 150 bytes at worst
 */
record ReadSchema(Schema schema, long steps, boolean comparesItems, int weight) {

    /** Of one call: a schema that refers to itself may ask for any number. */
    static final long STEPS_MAX = 200_000;

    /** Steps times the members that each may look up, some 10 ns each. */
    private static final long LOOKUPS_MAX = 20_000_000;

    /**
     * Makes a schema ready.
     *
     * @throws RuntimeException of any kind, or a stack overflow, when it is no schema
     */
    static ReadSchema of(JsonObject parameters, String text, CheckBudgets budgets) {
        LinearPatterns patterns = new LinearPatterns(budgets);
        Schema schema = registry(patterns).getSchema(text, InputFormat.JSON);
        return new ReadSchema(
                schema,
                Math.max(1_000, Math.min(STEPS_MAX, LOOKUPS_MAX / widest(parameters))),
                text.contains("\"uniqueItems\":true"),
                text.length() + patterns.instructions());
    }

    /** What does not fit; the text is one that the JSON reader of this program has read. */
    List<Error> errors(String arguments, CheckBudget budget) {
        List<Error> errors =
                schema.validate(
                        new CountedContext(budget, steps),
                        arguments,
                        InputFormat.JSON,
                        OutputFormat.DEFAULT);
        budget.charge(0);
        return errors;
    }

    /** Members of the widest object or list in it. */
    private static int widest(JsonValue value) {
        int widest = 1;
        if (value instanceof JsonObject object) {
            widest = Math.max(widest, object.members().size());
            for (JsonMember member : object.members()) {
                widest = Math.max(widest, widest(member.value()));
            }
        } else if (value instanceof JsonArray array) {
            widest = Math.max(widest, array.elements().size());
            for (JsonValue element : array.elements()) {
                widest = Math.max(widest, widest(element));
            }
        }
        return widest;
    }

    /** What a schema refers to is fetched from nowhere. */
    private static SchemaRegistry registry(LinearPatterns patterns) {
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
                                                .regularExpressionFactory(patterns)
                                                .formatAssertionsEnabled(false)
                                                .locale(Locale.ENGLISH)
                                                .build()));
    }
}
