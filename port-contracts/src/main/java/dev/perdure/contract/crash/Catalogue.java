package dev.perdure.contract.crash;

import java.util.List;
import java.util.stream.Stream;

/** Every scenario of the matrix. Their sentences differ. */
final class Catalogue {

    private Catalogue() {}

    static List<Scenario> all() {
        return Stream.of(
                        AnswerScenarios.all(),
                        ToolScenarios.all(),
                        ServerScenarios.all(),
                        ApprovalScenarios.all(),
                        MessageScenarios.all(),
                        CancelScenarios.all(),
                        BoundScenarios.all(),
                        BudgetScenarios.all(),
                        NodeScenarios.all(),
                        DelegationScenarios.all())
                .flatMap(List::stream)
                .toList();
    }
}
