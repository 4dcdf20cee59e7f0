package dev.perdure.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

/** What keeps the published suites honest. */
final class ContractRules {

    private static final Set<String> SKIPS =
            Set.of(
                    "org.assertj.core.api.Assumptions",
                    "org.junit.jupiter.api.Assumptions",
                    "org.junit.jupiter.api.Disabled",
                    "org.opentest4j.IncompleteExecutionException",
                    "org.opentest4j.TestAbortedException",
                    "org.opentest4j.TestSkippedException");

    private ContractRules() {}

    static List<Rule> of(Rooms rooms) {
        return List.of(new Rule("contracts_never_skip", neverSkip(rooms)));
    }

    private static ArchRule neverSkip(Rooms rooms) {
        return noClasses()
                .that()
                .resideInAPackage(rooms.within(Room.CONTRACT))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("org.junit.jupiter.api.condition..")
                                .or(describe("skip a test", ContractRules::skips)))
                .because(
                        "a case that does not run proves nothing: declare the difference on the fixture and"
                                + " assert both answers");
    }

    private static boolean skips(JavaClass type) {
        return SKIPS.contains(type.getFullName());
    }
}
