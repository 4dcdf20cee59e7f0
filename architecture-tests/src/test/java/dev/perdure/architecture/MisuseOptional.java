package dev.perdure.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** That a class has an optional field, takes an optional parameter, or answers an optional list. */
final class MisuseOptional extends ArchCondition<JavaClass> {

    private static final Set<String> OPTIONAL =
            Set.of(
                    "java.util.Optional",
                    "java.util.OptionalDouble",
                    "java.util.OptionalInt",
                    "java.util.OptionalLong");

    private static final Set<String> COLLECTIONS =
            Set.of("java.util.Collection", "java.util.List", "java.util.Map", "java.util.Set");

    MisuseOptional() {
        super("use Optional for anything but a single result");
    }

    @Override
    public void check(JavaClass owner, ConditionEvents events) {
        for (JavaField field : owner.getFields()) {
            judge(owner, isOptional(field.getType()), field.getDescription(), events);
        }
        for (JavaCodeUnit code : owner.getCodeUnits()) {
            boolean taken = code.getParameterTypes().stream().anyMatch(MisuseOptional::isOptional);
            boolean ofMany = isOptionalCollection(code.getReturnType());
            judge(owner, taken || ofMany, code.getDescription(), events);
        }
    }

    private static void judge(
            JavaClass owner, boolean misused, String place, ConditionEvents events) {
        events.add(new SimpleConditionEvent(owner, misused, place + " misuses Optional"));
    }

    private static boolean isOptional(JavaType type) {
        return OPTIONAL.contains(type.toErasure().getFullName());
    }

    private static boolean isOptionalCollection(JavaType type) {
        return isOptional(type)
                && type instanceof JavaParameterizedType parameterized
                && parameterized.getActualTypeArguments().stream()
                        .anyMatch(of -> COLLECTIONS.contains(of.toErasure().getFullName()));
    }
}
