package dev.perdure.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/**
 * That a type is a record or an enum itself, or is sealed over records, enums and narrower families
 * of the same package.
 */
final class BeSealedOverRecords extends ArchCondition<JavaClass> {

    BeSealedOverRecords() {
        super("be sealed over records of their own package");
    }

    @Override
    public void check(JavaClass family, ConditionEvents events) {
        if (isLeaf(family)) {
            return;
        }
        if (!family.isSealed()) {
            events.add(SimpleConditionEvent.violated(family, family.getDescription() + " is open"));
        }
        for (JavaClass member : family.getPermittedSubclasses().orElse(Set.of())) {
            boolean fits =
                    member.getPackageName().equals(family.getPackageName())
                            && (isLeaf(member) || member.isSealed());
            events.add(
                    new SimpleConditionEvent(
                            family,
                            fits,
                            family.getDescription() + " permits " + member.getDescription()));
        }
    }

    private static boolean isLeaf(JavaClass type) {
        return type.isRecord() || type.isEnum();
    }
}
