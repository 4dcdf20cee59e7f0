package dev.perdure.persistence.codec;

import dev.perdure.budget.BudgetCurrency;
import dev.perdure.budget.BudgetId;
import dev.perdure.budget.BudgetNotice;
import dev.perdure.event.StepEvent;
import dev.perdure.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Facts of what a turn meets of budgets. */
final class BudgetEventTypes {

    static final List<EntryType<?>> ALL =
            List.of(
                    EntryType.of(
                            StepEvent.BudgetReached.class,
                            "budget.reached",
                            fact -> notice(fact.notice()),
                            in -> new StepEvent.BudgetReached(in.turn(), in.step(), notice(in))),
                    EntryType.of(
                            StepEvent.BudgetResumed.class,
                            "budget.resumed",
                            fact -> notice(fact.notice()),
                            in -> new StepEvent.BudgetResumed(in.turn(), in.step(), notice(in))),
                    EntryType.of(
                            StepEvent.BudgetWarned.class,
                            "budget.warned",
                            fact -> notice(fact.notice()),
                            in -> new StepEvent.BudgetWarned(in.turn(), in.step(), notice(in))));

    private BudgetEventTypes() {}

    private static JsonObject notice(BudgetNotice notice) {
        return JsonObject.builder()
                .put("budget", Values.text(notice.budget().value()))
                .put("currency", Values.constant(notice.currency()))
                .put("limit", notice.limit().toPlainString())
                .put("balance", notice.balance().toPlainString())
                .putIfPresent(
                        "soft_limit",
                        Optional.ofNullable(notice.softLimit()).map(BigDecimal::toPlainString))
                .put("paused", notice.paused())
                .put("sentence", notice.sentence())
                .build();
    }

    private static BudgetNotice notice(Fields in) {
        return new BudgetNotice(
                new BudgetId(in.uuid("budget")),
                in.constant("currency", BudgetCurrency.class),
                BudgetCodec.amount(in, "limit"),
                BudgetCodec.amount(in, "balance"),
                in.orNull("soft_limit", BudgetCodec::amount),
                in.flag("paused"),
                in.text("sentence"));
    }
}
