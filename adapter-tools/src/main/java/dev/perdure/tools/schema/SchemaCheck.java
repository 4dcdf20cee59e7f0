package dev.perdure.tools.schema;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaException;
import com.networknt.schema.ValidationLimitExceededException;
import dev.perdure.engine.tool.ArgumentsCheck;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.json.JsonValue;
import dev.perdure.tool.ToolDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds arguments against the JSON Schema of their tool. Drafts from 4 to 2020-12 are known by
 * their {@code $schema}; one that names none is of 2020-12. A schema that cannot be used leaves the
 * shape of the arguments to be checked. A property that is null and not required counts as one that
 * is not given. Of tools that may destroy something, properties that the schema does not name are
 * refused even where it does not forbid them. A check costs at most {@link CheckBudget#UNITS_MAX}
 * and the steps of its schema; arguments that cost more are objected to.
 */
public final class SchemaCheck implements ArgumentsCheck {

    /** More of them would not help a model to make a better call. */
    private static final int ERRORS_MAX = 5;

    /** Characters of what is said of one error: its message may hold a value. */
    private static final int ERROR_CHARACTERS_MAX = 300;

    private static final String TOO_MUCH =
            "they could not be checked within the steps that a check may take";

    private static final Logger LOG = LoggerFactory.getLogger(SchemaCheck.class);

    private final CheckBudgets budgets = new CheckBudgets();
    private final SchemaShelf shelf = new SchemaShelf(budgets);

    @Override
    public Optional<String> objection(ToolDefinition tool, JsonText arguments) {
        if (!(arguments.value() instanceof JsonObject given)) {
            return SHAPE.objection(tool, arguments);
        }
        Optional<ReadSchema> schema = shelf.of(tool);
        if (schema.isEmpty()) {
            return Optional.empty();
        }
        List<String> errors = errors(tool, schema.get(), given);
        return errors.isEmpty()
                ? Optional.empty()
                : Optional.of("Its arguments do not fit: " + String.join("; ", errors) + ".");
    }

    /** Whoever wrote the schema, trouble with it must not end a turn. */
    @SuppressWarnings("IllegalCatch")
    private List<String> errors(ToolDefinition tool, ReadSchema schema, JsonObject given) {
        Optional<String> unreadable = GivenArguments.unreadable(given);
        if (unreadable.isPresent()) {
            return List.of(unreadable.get());
        }
        CheckBudget budget = budgets.begin();
        try {
            List<String> errors = new ArrayList<>();
            if (tool.hints().destructive()) {
                UnknownProperties.of(tool.parameters(), given, budget)
                        .forEach(name -> errors.add("there is no property " + brief(name)));
            }
            errors.addAll(misfits(tool.parameters(), schema, given, budget));
            return errors;
        } catch (CheckBudget.Exceeded
                | ValidationLimitExceededException
                | StackOverflowError tooMuch) {
            return List.of(TOO_MUCH);
        } catch (SchemaException unusable) {
            shelf.isUnusable(tool, unusable);
            return List.of();
        } catch (RuntimeException defect) {
            LOG.warn("A call of {} could not be held against its schema.", tool.name(), defect);
            return List.of();
        } finally {
            budgets.end();
        }
    }

    private static List<String> misfits(
            JsonObject parameters, ReadSchema schema, JsonObject given, CheckBudget budget) {
        if (schema.comparesItems()) {
            budget.charge(GivenArguments.comparisons(given));
        }
        List<Error> errors = schema.errors(given.toJson(), budget);
        if (!errors.isEmpty()) {
            JsonValue without = GivenArguments.withoutNulls(given, parameters);
            if (!without.equals(given) && schema.errors(without.toJson(), budget).isEmpty()) {
                return List.of();
            }
        }
        return errors.stream().limit(ERRORS_MAX).map(SchemaCheck::words).toList();
    }

    private static String words(Error error) {
        String where = error.getInstanceLocation().toString();
        return brief((where.isEmpty() ? "" : where + " ") + error.getMessage());
    }

    private static String brief(String words) {
        return words.length() <= ERROR_CHARACTERS_MAX
                ? words
                : words.substring(0, ERROR_CHARACTERS_MAX) + "…";
    }
}
