package dev.perdure.tools.schema;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import dev.perdure.engine.file.pattern.TextPattern;
import dev.perdure.refusal.Refusal;
import io.vavr.control.Either;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The patterns of one schema, matched in time linear in the text: none explodes, whoever wrote it,
 * and each text is charged to its check. A pattern that cannot be matched so, because it looks
 * around or back or is too long, accepts everything; so do all behind those that come to more than
 * a schema may hold.
 */
final class LinearPatterns implements RegularExpressionFactory {

    /**
     * Instructions of all patterns of a schema together, some 50 bytes each: hundreds of patterns
     * as people write them, eighteen of the largest.
     */
    static final int INSTRUCTIONS_MAX = 20_000;

    private final CheckBudgets budgets;
    private final AtomicInteger instructions = new AtomicInteger();

    LinearPatterns(CheckBudgets budgets) {
        this.budgets = budgets;
    }

    /** How many instructions the patterns have that were read so far. */
    int instructions() {
        return instructions.get();
    }

    @Override
    public RegularExpression getRegularExpression(String regex) {
        if (instructions.get() + TextPattern.INSTRUCTIONS_MAX > INSTRUCTIONS_MAX) {
            return text -> true;
        }
        Either<Refusal, TextPattern> pattern = TextPattern.parse(regex, false);
        // One that is refused may have taken as long to read as the largest.
        int size = pattern.isRight() ? pattern.get().size() : TextPattern.INSTRUCTIONS_MAX;
        instructions.addAndGet(size);
        return pattern.isRight() ? text -> charged(pattern.get(), text) : text -> true;
    }

    private boolean charged(TextPattern pattern, String text) {
        return budgets.take((long) pattern.size() * (text.length() + 1)) && pattern.isIn(text);
    }
}
