package dev.perdure.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.TreeSet;

/**
 * That a class declares a field, a parameter or a result of one of some types. Passing through such
 * a type inside an expression is no declaration.
 */
final class Declare extends ArchCondition<JavaClass> {

    private final Set<String> types;

    Declare(Set<String> types) {
        super("declare " + new TreeSet<>(types));
        this.types = types;
    }

    @Override
    public void check(JavaClass owner, ConditionEvents events) {
        for (JavaField field : owner.getFields()) {
            judge(owner, field.getDescription(), field.getType(), events);
        }
        for (JavaCodeUnit code : owner.getCodeUnits()) {
            judge(owner, "Result of " + code.getDescription(), code.getReturnType(), events);
            for (JavaType parameter : code.getParameterTypes()) {
                judge(owner, "Parameter of " + code.getDescription(), parameter, events);
            }
        }
    }

    private void judge(JavaClass owner, String place, JavaType type, ConditionEvents events) {
        boolean declared =
                type.getAllInvolvedRawTypes().stream()
                        .anyMatch(raw -> types.contains(raw.getFullName()));
        events.add(
                new SimpleConditionEvent(
                        owner, declared, place + " is declared as " + type.getName()));
    }
}
