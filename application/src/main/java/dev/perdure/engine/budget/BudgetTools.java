package dev.perdure.engine.budget;

import dev.perdure.budget.Budget;
import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.RiskLevel;
import dev.perdure.engine.store.SessionStore;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.json.JsonValue;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The capability {@code budgeting}: an agent looks at what is left to spend of the budgets that
 * concern its session. It tells amounts and whose they are, and no more of a budget.
 */
public final class BudgetTools implements ToolRunner {

    private static final ToolDefinition CHECK =
            new ToolDefinition(
                    "check_budget",
                    "Says what this session may still spend on models: of each budget that concerns it,"
                            + " the limit, what is left, and when it is renewed.",
                    (JsonObject)
                            new JsonText(
                                            "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}")
                                    .value(),
                    ToolHints.READ_ONLY,
                    ToolOwner.ENGINE);

    private static final List<Capability> OFFERED =
            List.of(
                    new Capability(
                                    new CapabilityId("budgeting"),
                                    "Budgeting",
                                    "Lets the agent see what is left to spend.",
                                    "What you may spend is bounded. Before long work, look at what is"
                                            + " left with check_budget, and plan for it.",
                                    List.of(CHECK))
                            .rated("Limits", RiskLevel.LOW));

    private final ReadBudgets budgets;
    private final SessionStore sessions;

    public BudgetTools(ReadBudgets budgets, SessionStore sessions) {
        this.budgets = budgets;
        this.sessions = sessions;
    }

    @Override
    public List<Capability> capabilities() {
        return OFFERED;
    }

    @Override
    public ToolResult run(CapabilityId capability, ToolCall call, ToolContext context) {
        try {
            return sessions.find(context.session())
                    .map(session -> ToolResult.success(told(budgets.concerning(session)).toJson()))
                    .orElseGet(() -> ToolResult.error("The session is gone."));
        } catch (StoreUnavailable outage) {
            return ToolResult.error("The budgets cannot be reached now. Try again later.");
        }
    }

    private static JsonObject told(List<Budget> all) {
        List<JsonValue> counted =
                all.stream().filter(Budget::isCounted).<JsonValue>map(BudgetTools::told).toList();
        return JsonObject.builder()
                .put("bounded", !counted.isEmpty())
                .put("budgets", new JsonArray(counted))
                .build();
    }

    private static JsonObject told(Budget budget) {
        return JsonObject.builder()
                .put("of", word(budget.terms().subject().kind()))
                .put("status", word(budget.status()))
                .put("currency", word(budget.terms().currency()))
                .put("limit", text(budget.most()))
                .put("left", text(budget.available().max(BigDecimal.ZERO)))
                .putIfPresent(
                        "renews_at", Optional.ofNullable(budget.renewsAt()).map(Object::toString))
                .build();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String text(BigDecimal amount) {
        return amount.toPlainString();
    }
}
