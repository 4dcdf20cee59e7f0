package dev.perdure.tools.schema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import java.util.Locale;

/** One evaluation of a schema, whose steps are bounded and whose errors are charged. */
final class CountedContext extends ExecutionContext {

    /** Beside its words, an error is its places in schema and arguments. */
    private static final int ERROR_UNITS = 300;

    private static final int DEPTH_MAX = 200;

    private final CheckBudget budget;

    CountedContext(CheckBudget budget, long steps) {
        super(
                ExecutionConfig.builder()
                        .maxEvaluationSteps(steps)
                        .maxEvaluationDepth(DEPTH_MAX)
                        .locale(Locale.ENGLISH)
                        .formatAssertionsEnabled(false)
                        .build());
        this.budget = budget;
    }

    /** The words of an error may hold a list of the schema whole. */
    @Override
    public void addError(Error error) {
        budget.charge(ERROR_UNITS + (long) error.getMessage().length());
        super.addError(error);
    }
}
