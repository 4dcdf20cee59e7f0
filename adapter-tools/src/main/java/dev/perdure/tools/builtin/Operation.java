package dev.perdure.tools.builtin;

import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolResult;
import dev.perdure.tools.arguments.Arguments;
import dev.perdure.tools.arguments.InvalidArguments;
import dev.perdure.tools.arguments.Parameters;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * Arithmetic with two numbers, exact in decimals. A quotient without end is rounded to {@link
 * #QUOTIENT_DIGITS} digits.
 */
enum Operation implements BuiltInTool {
    ADD("Adds two numbers.", "The first number.", "The second number."),
    SUBTRACT(
            "Subtracts one number from another.",
            "What is subtracted from.",
            "What is subtracted."),
    MULTIPLY("Multiplies two numbers.", "The first number.", "The second number."),
    DIVIDE("Divides one number by another, which is not zero.", "The dividend.", "The divisor.");

    /** Significant digits. */
    static final int QUOTIENT_DIGITS = 34;

    private final String description;
    private final String ofA;
    private final String ofB;

    Operation(String description, String ofA, String ofB) {
        this.description = description;
        this.ofA = ofA;
        this.ofB = ofB;
    }

    @Override
    public ToolDefinition definition() {
        return new Parameters().number("a", ofA).number("b", ofB).ofTool(toolName(), description);
    }

    @Override
    public ToolResult run(Arguments arguments) throws InvalidArguments {
        JsonNumber a = arguments.number("a");
        JsonNumber b = arguments.number("b");
        BigDecimal divisor = decimal(arguments, "b", b);
        if (this == DIVIDE && divisor.signum() == 0) {
            return ToolResult.error("There is no result: nothing can be divided by zero.");
        }
        BigDecimal result = result(decimal(arguments, "a", a), divisor);
        return ToolResult.success(
                JsonObject.builder()
                        .put("result", new JsonNumber(plain(result)))
                        .put("operation", toolName())
                        .put("a", a)
                        .put("b", b)
                        .build()
                        .toJson());
    }

    private BigDecimal result(BigDecimal a, BigDecimal b) {
        return switch (this) {
            case ADD -> a.add(b);
            case SUBTRACT -> a.subtract(b);
            case MULTIPLY -> a.multiply(b);
            case DIVIDE -> quotient(a, b);
        };
    }

    private static BigDecimal quotient(BigDecimal a, BigDecimal b) {
        try {
            return a.divide(b);
        } catch (ArithmeticException withoutEnd) {
            return a.divide(b, new MathContext(QUOTIENT_DIGITS));
        }
    }

    private static BigDecimal decimal(Arguments arguments, String name, JsonNumber number)
            throws InvalidArguments {
        try {
            return number.asBigDecimal();
        } catch (ArithmeticException outOfAllProportion) {
            throw arguments.not("a number of a size that is calculated with", name);
        }
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private String toolName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
